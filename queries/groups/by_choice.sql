-- Groups by their answer to one question with choices, at one inventory round.
--
-- Grain:   one row per choice that an active group stated, and one with null
--          for those that stated none
-- Reads:   inventory_current
-- Params:  $round_id  varchar  the inventory round
--          $region    varchar  the region, null for the whole country
--          $question  varchar  participation, setting or initiated_by
-- Returns: choice  varchar  code of the form, null where not stated
--          groups  bigint   count of active groups
select
    case $question
        when 'participation' then participation
        when 'setting' then setting
        when 'initiated_by' then initiated_by
    end as choice,
    count(*) as groups
from inventory_current
where
    round_id = $round_id
    and status = 'active'
    and ($region is null or region = $region)
group by choice
order by groups desc, choice nulls last
