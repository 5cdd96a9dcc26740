-- How many were asked in a round.
--
-- Grain:   one row per region that the board has stated, and one with null for
--          all together
-- Reads:   round_asked
-- Params:  $round_id  varchar  the round
-- Returns: region_code  varchar  SCB county code, null for all together
--          asked        integer  how many were asked
select
    region_code as region_code,
    asked as asked
from round_asked
where round_id = $round_id
order by region_code nulls first
