-- What was sent to a round, file by file.
--
-- Grain:   one row per submission, latest first
-- Reads:   submission, submission_file, left_out_row
-- Params:  $round_id  varchar  the round
-- Returns: submission_id  varchar    the submission
--          file_name      varchar    what the file was called
--          submitted_at   timestamp  UTC
--          submitted_by   varchar    who sent it
--          n_rows         integer    rows of the file that it holds
--          n_left_out     bigint     rows that were left out by choice
--          undone_at      timestamp  null while it counts
--          kept           boolean    whether the file is kept
with
    left_out as (
        select
            submission_id,
            count(*) as n_left_out
        from left_out_row
        group by submission_id
    )

select
    submission.submission_id as submission_id,
    submission.file_name as file_name,
    submission.submitted_at as submitted_at,
    submission.submitted_by as submitted_by,
    submission.n_rows as n_rows,
    coalesce(left_out.n_left_out, 0)::bigint as n_left_out,
    submission.undone_at as undone_at,
    submission_file.content is not null as kept
from submission
left join submission_file
    on submission.submission_id = submission_file.submission_id
left join left_out
    on submission.submission_id = left_out.submission_id
where submission.round_id = $round_id
order by submission.submission_id desc
