-- What readers have seen of a round, release by release.
--
-- Grain:   one row per release
-- Reads:   release, release_submission
-- Params:  $round_id  varchar  the round
-- Returns: release_id   varchar    the release
--          submissions  varchar[]  the submissions that it showed
select
    release.release_id as release_id,
    list(
        release_submission.submission_id
        order by release_submission.submission_id
    ) as submissions
from release
inner join release_submission
    on release.release_id = release_submission.release_id
where release.round_id = $round_id
group by release.release_id
order by release.release_id desc
