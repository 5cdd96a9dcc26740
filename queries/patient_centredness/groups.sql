-- Physicians behind the figures of one Study II round, group by group.
--
-- Grain:   one row per arm and Balint group, with null for those who named none
-- Reads:   study2_current
-- Params:  $round_id  varchar  the round
-- Returns: arm         varchar  balint or reference
--          group_code  varchar  null where not stated
--          classed     bigint   people with a class by both parts
--          answered    bigint   people who answered about any role
with
    person as (
        select
            arm,
            group_code,
            questions_class is not null
            and roles_class is not null as is_classed,
            coalesce(*columns('^role_')) as any_role
        from study2_current
        where round_id = $round_id
    )

select
    arm as arm,
    group_code as group_code,
    count(*) filter (is_classed) as classed,
    count(*) filter (any_role is not null) as answered
from person
group by arm, group_code
order by arm, group_code nulls last
