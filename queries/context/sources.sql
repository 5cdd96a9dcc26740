-- The sources that the published record cites.
--
-- Grain:   one row per source
-- Reads:   published_source
-- Params:  none
-- Returns: source    varchar  short name
--          citation  varchar  how to find it
--          doi       varchar  null where it has none
--          url       varchar  null where it has none
select
    source as source,
    citation as citation,
    doi as doi,
    url as url
from published_source
order by citation
