-- Submissions of a round that brought the same file or the same answers.
--
-- Grain:   one row per submission, latest first
-- Reads:   submission, submission_file
-- Params:  $round_id      varchar  the round
--          $file_sha256   varchar  SHA-256 of the file
--          $rows_sha256   varchar  SHA-256 of its answers in canonical form
--          $submitted_by  varchar  sent by them alone; null for all
-- Returns: submission_id  varchar    the submission
--          file_name      varchar    what the file was called
--          submitted_at   timestamp  UTC
--          submitted_by   varchar    who sent it
--          same_file      boolean    false where only the answers are the same
-- Notes:   undone submissions do not count
select
    submission.submission_id as submission_id,
    submission.file_name as file_name,
    submission.submitted_at as submitted_at,
    submission.submitted_by as submitted_by,
    submission.file_sha256 = $file_sha256 as same_file
from submission
left join submission_file
    on submission.submission_id = submission_file.submission_id
where
    submission.round_id = $round_id
    and submission.undone_at is null
    and submission.submitted_by
    = coalesce($submitted_by, submission.submitted_by)
    and (
        submission.file_sha256 = $file_sha256
        or submission.rows_sha256 = $rows_sha256
        or submission_file.rows_sha256 = $rows_sha256
    )
order by submission_id desc
