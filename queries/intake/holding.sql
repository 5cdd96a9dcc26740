-- Submissions of a round, each with what is kept beside its answers.
--
-- Grain:   one row per submission
-- Reads:   submission, submission_file
-- Params:  $round_id  varchar  the round
-- Returns: submission_id  varchar  the submission
--          file_name      varchar  what the file was called
--          kept           boolean  whether the file is kept
select
    submission.submission_id as submission_id,
    submission.file_name as file_name,
    submission_file.content is not null as kept
from submission
left join submission_file
    on submission.submission_id = submission_file.submission_id
where submission.round_id = $round_id
order by submission.submission_id
