-- What readers see of one figure of a round whose answers are erased.
--
-- Grain:   one row, or none where readers saw nothing
-- Reads:   kept_figure
-- Params:  $round_id   varchar  the round
--          $figure_id  varchar  the figure
--          $language   varchar  sv or en
-- Returns: content  varchar    the figure as JSON
--          kept_at  timestamp  when the answers were erased, UTC
select
    content as content,
    kept_at as kept_at
from kept_figure
where
    round_id = $round_id
    and figure_id = $figure_id
    and language = $language
order by kept_at desc
