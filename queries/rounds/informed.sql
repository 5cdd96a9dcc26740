-- Submissions of a round whose senders said that those who answered know.
--
-- Grain:   one row per submission
-- Reads:   submission, submission_informed
-- Params:  $round_id  varchar  the round
-- Returns: submission_id  varchar  the submission
-- Notes:   what they know is what is done with their answers
select distinct submission_informed.submission_id as submission_id
from submission_informed
inner join submission
    on submission_informed.submission_id = submission.submission_id
where submission.round_id = $round_id
order by submission_informed.submission_id
