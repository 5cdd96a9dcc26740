-- Physicians who answered about each role in one Study II round, by group.
--
-- Grain:   one row per role, arm and Balint group that somebody has, with null
--          for those who named no group
-- Reads:   study2_current
-- Params:  $round_id  varchar  the round
-- Returns: role        varchar  column of the form, such as role_tutor
--          arm         varchar  balint or reference
--          group_code  varchar  null where not stated
--          answered    bigint   people who answered about the role
with
    choice as (
        unpivot (
            select
                arm,
                group_code,
                columns('^role_')
            from study2_current
            where round_id = $round_id
        )
        on columns('^role_')
        into name role value chosen
    )

select
    role as role,
    arm as arm,
    group_code as group_code,
    count(*) as answered
from choice
group by role, arm, group_code
order by role, arm, group_code nulls last
