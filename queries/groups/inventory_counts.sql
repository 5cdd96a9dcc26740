-- How many groups were active at each of some inventory rounds.
--
-- Grain:   one row per round that has answers that count
-- Reads:   inventory_current, round
-- Params:  $round_ids  varchar[]  the inventory rounds
-- Returns: round_id  varchar  the round
--          groups    bigint   count of active groups
select
    round.round_id as round_id,
    count(*) filter (answer.status = 'active') as groups
from round
inner join inventory_current as answer on round.round_id = answer.round_id
where list_contains($round_ids, round.round_id)
group by round.round_id
order by round.round_id
