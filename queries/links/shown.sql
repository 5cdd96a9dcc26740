-- Which submissions each link shows of a round.
--
-- Grain:   one row per link that shows answers of the round
-- Reads:   release, release_submission
-- Params:  $round_id  varchar  the round
-- Returns: link_id      varchar    the link
--          submissions  varchar[]  submissions, in order
select
    release.link_id as link_id,
    list(
        release_submission.submission_id
        order by release_submission.submission_id
    ) as submissions
from release
inner join release_submission
    on release.release_id = release_submission.release_id
where
    release.round_id = $round_id
    and release.link_id is not null
group by release.link_id
order by release.link_id
