-- How many rows a submission holds says no more how many answers count: a later file holds the
-- same once more. The view n_answers counts them; like the views of the forms, it follows from
-- data/forms.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

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
    submission.round_id
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
