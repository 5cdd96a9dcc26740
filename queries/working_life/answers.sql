-- What each physician answered in one Study I round, one row per question.
--
-- Grain:   one row per physician and question that was answered
-- Reads:   study1_current
-- Params:  $round_id  varchar  the round
-- Returns: person          bigint   number of the physician, by code
--          arm             varchar  balint or reference
--          years_in_group  double   null in the reference group
--          group_code      varchar  null where not stated
--          item            varchar  column of the form, such as control_3
--          value           double   0 to 10, as it was answered
-- Notes:   resampling needs one order of the rows, whatever order they came in
with
    numbered as (
        select
            *,
            row_number() over (
                order by physician_code nulls last, submission_id, row_number
            ) as person
        from study1_current
        where round_id = $round_id
    ),
    answered as (
        unpivot (
            select
                person,
                arm,
                years_in_group,
                group_code,
                columns('_[0-9]+$')
            from numbered
        )
        on columns('_[0-9]+$')
        into name item value value
    )
select
    person as person,
    arm as arm,
    years_in_group as years_in_group,
    group_code as group_code,
    item as item,
    value as value
from answered
order by person, item
