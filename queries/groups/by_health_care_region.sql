-- Groups in each health-care region and region at one inventory round.
--
-- Grain:   one row per health-care region and region in it; a divided region
--          has one more, with null, for groups that are in neither part for
--          certain
-- Reads:   health_care_region, region, region_health_care, inventory_current,
--          population
-- Params:  $round_id         varchar  the inventory round
--          $by_municipality  boolean  whether the municipality that a group
--                                     states may tell its part
-- Returns: health_care_region  varchar  code, null for a divided region
--          label_sv     varchar  its name, Swedish
--          label_en     varchar  its name, English
--          region_code  varchar  SCB county code, two digits
--          region       varchar  name of the region
--          divided      boolean  whether the region lies in two of them
--          groups       bigint   count of active groups
--          sizes        integer[]  members of each active group that stated
--                                  them, null where none did
--          inhabitants  bigint   people living there, null for a part of a
--                                region
--          population_date  date  day of that count, the newest held
-- Notes:   “Halmstads kommun” is read as Halmstad
with
    part as (
        select
            region_code,
            health_care_region,
            part = 'part' as divided,
            string_split(lower(municipalities), ';') as municipalities
        from region_health_care
    ),
    place as (
        select region_code, health_care_region, divided
        from part
        union all
        select distinct region_code, null as health_care_region, divided
        from part
        where divided
    ),
    active as (
        select
            region as region_code,
            members,
            regexp_replace(
                lower(trim(municipality)), 's? kommun$', ''
            ) as municipality
        from inventory_current
        where round_id = $round_id and status = 'active'
    ),
    counted as (
        select
            active.region_code as region_code,
            part.health_care_region as health_care_region,
            count(*) as groups,
            list(active.members order by active.members) filter (
                active.members is not null
            ) as sizes
        from active
        left join part
            on
                active.region_code = part.region_code
                and (
                    not part.divided
                    or (
                        $by_municipality
                        and list_contains(
                            part.municipalities, active.municipality
                        )
                    )
                )
        group by active.region_code, part.health_care_region
    ),
    newest as (
        select max(date) as date
        from population
    )
select
    place.health_care_region as health_care_region,
    named.label_sv as label_sv,
    named.label_en as label_en,
    place.region_code as region_code,
    region.region as region,
    place.divided as divided,
    coalesce(counted.groups, 0)::bigint as groups,
    counted.sizes as sizes,
    if(
        place.divided and place.health_care_region is not null,
        null,
        population.inhabitants
    ) as inhabitants,
    newest.date as population_date
from place
inner join region on place.region_code = region.region_code
left join health_care_region as named
    on place.health_care_region = named.health_care_region
left join counted
    on
        place.region_code = counted.region_code
        and place.health_care_region is not distinct from
        counted.health_care_region
cross join newest
left join population
    on
        place.region_code = population.region_code
        and population.date = newest.date
order by place.health_care_region nulls last, place.region_code
