-- When a round was released to all readers.
--
-- Grain:   one row per release, latest first
-- Reads:   release, release_submission
-- Params:  $round_id  varchar  the round
-- Returns: release_id     varchar    the release
--          data_version   bigint     what the store had come to
--          released_at    timestamp  UTC
--          released_by    varchar    who released it
--          n_submissions  bigint     submissions that readers see by it
select
    release.release_id as release_id,
    release.data_version as data_version,
    release.released_at as released_at,
    release.released_by as released_by,
    count(release_submission.submission_id) as n_submissions
from release
left join release_submission
    on release.release_id = release_submission.release_id
where
    release.round_id = $round_id
    and release.link_id is null
group by
    release.release_id,
    release.data_version,
    release.released_at,
    release.released_by
order by release.release_id desc
