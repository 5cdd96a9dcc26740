-- Until when a round's answers are kept, and what of them was deleted.
--
-- Grain:   one row, or none where there is no such round
-- Reads:   round, round_retention, erasure
-- Params:  $round_id  varchar  the round
-- Returns: keep_until      date       day set by the board, null where none is
--          files_purged    timestamp  when all files were deleted last, UTC,
--                                     null while none were
--          answers_erased  timestamp  when all answers were erased, UTC, null
--                                     while they are kept
with
    erased as (
        select
            round_id,
            max(erased_at) filter (what = 'files') as files_purged,
            max(erased_at) filter (what = 'answers') as answers_erased
        from erasure
        group by round_id
    )

select
    round_retention.keep_until as keep_until,
    erased.files_purged as files_purged,
    erased.answers_erased as answers_erased
from round
left join round_retention on round.round_id = round_retention.round_id
left join erased on round.round_id = erased.round_id
where round.round_id = $round_id
order by round.round_id
