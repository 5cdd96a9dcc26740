-- Groups by status at one inventory round.
--
-- Grain:   one row per status, null where not stated
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
-- Returns: status  varchar  active, resting or ended, null where not stated
--          groups  bigint   count of groups
select
    status as status,
    count(*) as groups
from inventory_current
where round_id = $round_id
group by status
order by status nulls last
