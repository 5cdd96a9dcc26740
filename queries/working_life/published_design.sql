-- How many were asked and how many answered in Study I.
--
-- Grain:   one row per arm, and one for both
-- Reads:   published_study1_arm
-- Params:  $round_id  varchar  the published round
-- Returns: arm        varchar  balint, reference or total
--          allocated  integer  physicians asked
--          answered   integer  physicians who answered
select
    arm as arm,
    allocated as allocated,
    answered as answered
from published_study1_arm
where round_id = $round_id
order by
    case arm
        when 'balint' then 1
        when 'reference' then 2
        else 3
    end
