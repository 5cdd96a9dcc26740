-- The file that a submission came in, as it was sent.
--
-- Grain:   one row, or none where the submission came without a file
-- Reads:   submission, submission_file
-- Params:  $submission_id  varchar  the submission
-- Returns: file_name  varchar  what the file was called
--          content    blob     its bytes, null once purged
select
    submission.file_name as file_name,
    submission_file.content as content
from submission
inner join submission_file
    on submission.submission_id = submission_file.submission_id
where submission.submission_id = $submission_id
order by submission.submission_id
