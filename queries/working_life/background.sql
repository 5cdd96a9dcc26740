-- The background that each physician stated in one Study I round.
--
-- Grain:   one row per physician, in the order of their codes
-- Reads:   study1_current
-- Params:  $round_id  varchar  the round
-- Returns: arm                   varchar  balint or reference
--          group_code            varchar  null where not stated
--          sex                   varchar  null where not stated
--          age                   integer  years, null where not stated
--          years_as_specialist   double   null where not stated
--          workplace_physicians  integer  people, null where not stated
--          workplace_setting     varchar  null where not stated
-- Notes:   none
select
    arm as arm,
    group_code as group_code,
    sex as sex,
    age as age,
    years_as_specialist as years_as_specialist,
    workplace_physicians as workplace_physicians,
    workplace_setting as workplace_setting
from study1_current
where round_id = $round_id
order by physician_code nulls last, submission_id, row_number
