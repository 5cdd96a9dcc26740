-- Links, each with what the board lets it show or do.
--
-- Grain:   one row per link, latest first
-- Reads:   link, round
-- Params:  $link_id       varchar  this link alone; null for all
--          $token_sha256  varchar  the link with this token alone; null for all
-- Returns: id              varchar    the link
--          kind            varchar    share or leader
--          label           varchar    the board's own name for it, or null
--          rounds          varchar[]  rounds that it shows or takes files for
--          figures         varchar[]  figures that it shows, in order
--          made_at         timestamp  UTC
--          made_by         varchar    who made it
--          expires_at      timestamp  UTC
--          last_opened_on  date       null where nobody has opened it
--          revoked_at      timestamp  null where it has not been revoked
--          n_absent        bigint     rounds of it that are withdrawn or gone
with
    present as (
        select
            link.link_id,
            count(*) as n_present
        from link
        inner join round on list_contains(link.rounds, round.round_id)
        where round.state <> 'withdrawn'
        group by link.link_id
    )

select
    link.link_id as id,
    link.kind as kind,
    link.label as label,
    link.rounds as rounds,
    link.figures as figures,
    link.made_at as made_at,
    link.made_by as made_by,
    link.expires_at as expires_at,
    link.last_opened_on as last_opened_on,
    link.revoked_at as revoked_at,
    len(link.rounds) - coalesce(present.n_present, 0) as n_absent
from link
left join present on link.link_id = present.link_id
where
    link.link_id = coalesce($link_id, link.link_id)
    and link.token_sha256 = coalesce($token_sha256, link.token_sha256)
order by link.link_id desc
