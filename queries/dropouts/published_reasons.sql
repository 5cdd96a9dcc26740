-- The leaders' assumed reasons for dropouts in the order that was printed.
--
-- Grain:   one row per reason
-- Reads:   published_dropout_reason
-- Params:  $round_id  varchar  the published round
-- Returns: rank        integer  1 is the most weighty
--          reason      varchar  code of the form
--          printed_en  varchar  the words of the table
select
    rank as rank,
    reason as reason,
    printed_en as printed_en
from published_dropout_reason
where round_id = $round_id
order by rank
