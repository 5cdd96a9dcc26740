-- Groups by whether taking part is voluntary, at one inventory round.
--
-- Grain:   one row per participation that an active group stated, and one
--          with null for those that stated none
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
--          $region    varchar  the region, null for the whole country
-- Returns: participation  varchar  code of the form, null where not stated
--          groups         bigint   count of active groups
select
    participation as participation,
    count(*) as groups
from inventory_current
where
    round_id = $round_id
    and status = 'active'
    and ($region is null or region = $region)
group by participation
order by groups desc, participation nulls last
