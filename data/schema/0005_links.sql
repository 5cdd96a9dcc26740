-- Links that the board makes, what they show of rounds, and the trail of who did what.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

create table link (
    link_id varchar not null,
    kind varchar not null,
    token_sha256 varchar not null,
    label varchar,
    rounds varchar[] not null,
    figures varchar[] not null,
    made_at timestamp not null,
    made_by varchar not null,
    expires_at timestamp not null,
    last_opened_on date,
    revoked_at timestamp,
    revoked_by varchar
);

create table trail (
    entry_id varchar not null,
    happened_at timestamp not null,
    who varchar not null,
    act varchar not null,
    n bigint,
    rounds varchar[] not null,
    figures varchar[] not null,
    submission_id varchar,
    link_id varchar
);

-- A release with a link is to those who hold the link; any other is to all readers.
alter table release add column link_id varchar;

-- A cursor whose variable answers_seen is 'released' sees collected rounds as they were when they
-- were last released to all readers; one whose variable is the id of a link, as they were when
-- the link was made; any other sees what has not been undone.
create or replace view counting_submission as
with
    newest as (
        select
            round_id,
            max(release_id) as release_id
        from release
        where coalesce(link_id, 'released') = getvariable('answers_seen')
        group by round_id
    )

select
    submission.submission_id,
    submission.round_id,
    submission.n_rows
from submission
inner join round on submission.round_id = round.round_id
left join newest on submission.round_id = newest.round_id
left join release_submission
    on
        newest.release_id = release_submission.release_id
        and submission.submission_id = release_submission.submission_id
where
    case
        when getvariable('answers_seen') is not null and round.provenance = 'collected'
            then release_submission.submission_id is not null
        else submission.undone_at is null
    end;
