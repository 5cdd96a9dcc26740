-- Rounds whose answers have been erased for good.
--
-- Grain:   one row per round
-- Reads:   erasure
-- Params:  none
-- Returns: round_id  varchar  the round
select distinct round_id as round_id
from erasure
where what = 'answers'
order by round_id
