-- One submission and the round that it was sent to.
--
-- Grain:   one row, or none where no submission has the id
-- Reads:   submission, round
-- Params:  $submission_id  varchar  the submission
-- Returns: submission_id  varchar    the submission
--          round_id       varchar    its round
--          provenance     varchar    of the round
--          file_name      varchar    what the file was called
--          submitted_by   varchar    who sent it
--          n_rows         integer    rows of the file that it holds
--          undone_at      timestamp  null while it counts
select
    submission.submission_id as submission_id,
    submission.round_id as round_id,
    round.provenance as provenance,
    submission.file_name as file_name,
    submission.submitted_by as submitted_by,
    submission.n_rows as n_rows,
    submission.undone_at as undone_at
from submission
inner join round on submission.round_id = round.round_id
where submission.submission_id = $submission_id
order by submission_id
