-- When the groups of an inventory began, and what has become of them.
--
-- Grain:   one row per year in which a group began whose status is stated, and
--          one with null for those that stated no year
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
--          $region    varchar  the region, null for the whole country
-- Returns: started_year  integer  null where not stated
--          groups        bigint   count of active groups
--          resting       bigint   count of resting groups
--          ended         bigint   count of groups that have ended
select
    started_year as started_year,
    count(*) filter (status = 'active') as groups,
    count(*) filter (status = 'resting') as resting,
    count(*) filter (status = 'ended') as ended
from inventory_current
where
    round_id = $round_id
    and status is not null
    and ($region is null or region = $region)
group by started_year
order by started_year nulls last
