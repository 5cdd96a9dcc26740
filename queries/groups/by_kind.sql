-- Groups and members by who the members are, at one inventory round.
--
-- Grain:   one row per kind of members that an active group stated, and one
--          with null for those that stated none
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
--          $region    varchar  the region, null for the whole country
-- Returns: members_kind  varchar  code of the form, null where not stated
--          groups        bigint   count of active groups
--          members       bigint   people, null where no group stated it
select
    members_kind as members_kind,
    count(*) as groups,
    sum(members)::bigint as members
from inventory_current
where
    round_id = $round_id
    and status = 'active'
    and ($region is null or region = $region)
group by members_kind
order by groups desc, members_kind nulls last
