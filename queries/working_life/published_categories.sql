-- The eight categories of Study I as far as they can be read in print.
--
-- Grain:   one row per category
-- Reads:   published_study1_category
-- Params:  $round_id  varchar  the published round
-- Returns: category      varchar  code of the form
--          items         integer  questions in it
--          significance  varchar  how it was marked in print
--          page          varchar  page in the thesis
select
    category as category,
    items as items,
    significance as significance,
    page as page
from published_study1_category
where round_id = $round_id
order by position
