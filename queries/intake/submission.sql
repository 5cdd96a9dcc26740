-- One submission and what was kept of its file.
--
-- Grain:   one row, or none where no submission has the id
-- Reads:   submission, submission_file, round
-- Params:  $submission_id  varchar  the submission
-- Returns: submission_id  varchar    the submission
--          round_id       varchar    its round
--          provenance     varchar    of the round
--          file_name      varchar    what the file was called
--          undone_at      timestamp  null while it counts
--          purged_at      timestamp  null while the file is kept
select
    submission.submission_id as submission_id,
    submission.round_id as round_id,
    round.provenance as provenance,
    submission.file_name as file_name,
    submission.undone_at as undone_at,
    submission_file.purged_at as purged_at
from submission
inner join round on submission.round_id = round.round_id
left join submission_file
    on submission.submission_id = submission_file.submission_id
where submission.submission_id = $submission_id
order by submission_id
