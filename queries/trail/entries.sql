-- Who did what, and when.
--
-- Grain:   one row per act, latest first
-- Reads:   trail
-- Params:  $act    varchar    acts of this kind alone; null for all
--          $since  timestamp  acts from then on alone, UTC; null for all
-- Returns: entry_id       varchar    the entry
--          happened_at    timestamp  UTC
--          who            varchar    address, link or part of who did it
--          act            varchar    what was done
--          n              bigint     how many answers, figures or rounds
--          rounds         varchar[]  rounds that it was done to
--          figures        varchar[]  figures that it was done with
--          submission_id  varchar    file that it was done to, or null
--          link_id        varchar    link that it was done to, or null
select
    entry_id,
    happened_at,
    who,
    act,
    n,
    rounds,
    figures,
    submission_id,
    link_id
from trail
where
    act = coalesce($act, act)
    and happened_at >= coalesce($since, happened_at)
order by entry_id desc
