-- Releases: which submissions readers see of a round, whatever is sent or undone afterwards.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

create table release (
    release_id varchar not null,
    round_id varchar not null,
    data_version bigint not null,
    released_at timestamp not null,
    released_by varchar not null
);

create table release_submission (
    release_id varchar not null,
    submission_id varchar not null
);

-- A cursor whose variable answers_seen is 'released' sees collected rounds as they were when
-- they were last released; any other sees what has not been undone.
create view counting_submission as
with
    newest as (
        select
            round_id,
            max(release_id) as release_id
        from release
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
        when getvariable('answers_seen') = 'released' and round.provenance = 'collected'
            then release_submission.submission_id is not null
        else submission.undone_at is null
    end;
