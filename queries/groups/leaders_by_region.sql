-- How many lead the groups of each region at one inventory round.
--
-- Grain:   one row per region with an active group
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
-- Returns: region_code  varchar  SCB county code, two digits
--          leaders      bigint   people, null where no group stated them
-- Notes:   who leads two groups is counted twice
select
    region as region_code,
    sum(leaders)::bigint as leaders
from inventory_current
where round_id = $round_id and status = 'active'
group by region
order by region
