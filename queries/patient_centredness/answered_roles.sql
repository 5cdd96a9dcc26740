-- How many physicians chose each of the 28 roles, in one round.
--
-- Grain:   one row per role
-- Reads:   study2_current, published_role_choice
-- Params:  $round_id  varchar  the round
-- Returns: role         varchar  code of the form
--          points       integer  points towards patient-centredness, 1 to 3
--          balint       bigint   Balint members who chose it
--          balint_n     bigint   Balint members who answered it
--          reference    bigint   reference physicians who chose it
--          reference_n  bigint   reference physicians who answered it
with
    choice as (
        unpivot (
            select
                arm,
                columns('^role_')
            from study2_current
            where round_id = $round_id
        )
        on columns('^role_')
        into name column_name value chosen
    )
select
    printed.role as role,
    printed.points as points,
    count(*) filter (choice.arm = 'balint' and choice.chosen) as balint,
    count(*) filter (choice.arm = 'balint') as balint_n,
    count(*) filter (choice.arm = 'reference' and choice.chosen) as reference,
    count(*) filter (choice.arm = 'reference') as reference_n
from published_role_choice as printed
left join choice on choice.column_name = 'role_' || printed.role
group by printed.role, printed.points, printed.position
order by printed.position
