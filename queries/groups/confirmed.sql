-- How long ago the groups of an inventory were last confirmed.
--
-- Grain:   one row per region with an active group, and month of age
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
--          $today     date     the day up to which is counted
--          $region    varchar  the region, null for the whole country
-- Returns: region_code  varchar  SCB county code, two digits
--          months  bigint  whole months since then, null where no day is
--                          stated
--          groups  bigint  count of active groups
-- Notes:   a day that lies ahead counts as no month ago
select
    region as region_code,
    if(
        confirmed_on is null,
        null,
        greatest(date_sub('month', confirmed_on, $today), 0)
    )::bigint as months,
    count(*) as groups
from inventory_current
where
    round_id = $round_id
    and status = 'active'
    and ($region is null or region = $region)
group by region_code, months
order by region_code, months nulls last
