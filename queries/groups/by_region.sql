-- Groups and members in each region at one inventory round.
--
-- Grain:   one row per region; a region without a group is kept with 0
-- Reads:   region, inventory_current, population
-- Params:  $round_id  varchar  the inventory round
-- Returns: region_code  varchar  SCB county code, two digits
--          region       varchar  name of the region
--          groups       bigint   count of active groups
--          members      bigint   people, null where no active group stated it
--          sizes        integer[]  members of each active group that stated
--                                  them, null where none did
--          inhabitants  bigint   people living there
--          population_date  date  day of that count, the newest held
-- Notes:   a resting or ended group is not active
with
    active as (
        select
            region as region_code,
            count(*) as groups,
            sum(members)::bigint as members,
            list(members order by members) filter (members is not null) as sizes
        from inventory_current
        where round_id = $round_id and status = 'active'
        group by region
    ),
    newest as (
        select max(date) as date
        from population
    )
select
    region.region_code as region_code,
    region.region as region,
    coalesce(active.groups, 0)::bigint as groups,
    active.members as members,
    active.sizes as sizes,
    population.inhabitants as inhabitants,
    population.date as population_date
from region
left join active on region.region_code = active.region_code
cross join newest
left join population
    on
        region.region_code = population.region_code
        and population.date = newest.date
order by region.region_code
