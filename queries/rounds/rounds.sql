-- All rounds, each with how many answers it has, and its latest release.
--
-- Grain:   one row per round
-- Reads:   round, n_answers, release, erasure
-- Params:  none
-- Returns: id            varchar    the round
--          form          varchar    its form
--          form_version  integer    its version, 0 where only print exists
--          title_sv      varchar    title in Swedish
--          title_en      varchar    title in English
--          place         varchar    null where none is stated
--          held_on       date       null where none is stated
--          provenance    varchar    published, collected or demo
--          state         varchar    draft to withdrawn
--          n_rows        bigint     answers that count
--          created_at    timestamp  UTC; when it was made here
--          reopened_at   timestamp  UTC; since when it takes files though it
--                                   is released, null where it does not
--          is_erased     boolean    whether its answers are erased for good
--          released_at   timestamp  UTC; null where never released
-- Notes:   to who came by a link, the release that the link made
with
    erased as (
        select distinct round_id
        from erasure
        where what = 'answers'
    ),
    latest as (
        select
            round_id,
            max(released_at) as released_at
        from release
        where
            coalesce(link_id, 'released')
            = coalesce(getvariable('answers_seen'), 'released')
        group by round_id
    )
select
    round.round_id as id,
    round.form as form,
    round.form_version as form_version,
    round.title_sv as title_sv,
    round.title_en as title_en,
    round.place as place,
    round.held_on as held_on,
    round.provenance as provenance,
    round.state as state,
    coalesce(n_answers.n_answers, 0)::bigint as n_rows,
    round.created_at as created_at,
    round.reopened_at as reopened_at,
    erased.round_id is not null as is_erased,
    latest.released_at as released_at
from round
left join n_answers on round.round_id = n_answers.round_id
left join erased on round.round_id = erased.round_id
left join latest on round.round_id = latest.round_id
order by round.round_id
