-- How many groups keep each frame of the thesis' definition of a group.
--
-- Grain:   one row per frame
-- Reads:   inventory_current, published_group_definition
-- Params:  $round_id  varchar  the inventory round
--          $region    varchar  the region, null for the whole country
-- Returns: frame       varchar  members, interval_weeks, session_hours, leaders
--          low         double   least value that the definition allows
--          high        double   greatest value that it allows
--          within      bigint   active groups that keep it
--          outside     bigint   active groups that do not
--          not_stated  bigint   active groups that did not say
with
    stated as (
        unpivot (
            select
                members::double as members,
                interval_weeks::double as interval_weeks,
                session_hours::double as session_hours,
                leaders::double as leaders
            from inventory_current
            where
                round_id = $round_id
                and status = 'active'
                and ($region is null or region = $region)
        )
        on members, interval_weeks, session_hours, leaders
        into name frame value value
    ),
    active as (
        select count(*) as groups
        from inventory_current
        where
            round_id = $round_id
            and status = 'active'
            and ($region is null or region = $region)
    ),
    definition as (
        select
            frame,
            low,
            high
        from published_group_definition
        where definition = 'thesis'
    ),
    counted as (
        select
            definition.frame as frame,
            count(stated.value) filter (
                stated.value between definition.low and definition.high
            ) as within,
            count(stated.value) as answered
        from definition
        left join stated on definition.frame = stated.frame
        group by definition.frame
    )
select
    definition.frame as frame,
    definition.low as low,
    definition.high as high,
    counted.within as within,
    counted.answered - counted.within as outside,
    active.groups - counted.answered as not_stated
from definition
inner join counted on definition.frame = counted.frame
cross join active
order by
    case definition.frame
        when 'members' then 1
        when 'interval_weeks' then 2
        when 'session_hours' then 3
        else 4
    end
