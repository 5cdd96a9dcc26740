-- How many physicians stood behind each bar of the thesis' Figure 3.
--
-- Grain:   one row per stage
-- Reads:   published_study1_stage
-- Params:  $round_id  varchar  the published round
-- Returns: stage         varchar  reference, short or experienced
--          n             integer  physicians
--          significance  varchar  against the reference group, null for itself
select
    stage as stage,
    n as n,
    significance as significance
from published_study1_stage
where round_id = $round_id
order by
    case stage
        when 'reference' then 1
        when 'short' then 2
        else 3
    end
