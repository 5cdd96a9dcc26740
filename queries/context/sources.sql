-- The sources that the published record cites.
--
-- Grain:   one row per source
-- Reads:   published_source
-- Params:  none
-- Returns: source    varchar  short name
--          citation_sv  varchar  how to find it, Swedish
--          citation_en  varchar  how to find it, English
--          doi       varchar  null where it has none
--          url       varchar  null where it has none
select
    source as source,
    citation_sv as citation_sv,
    citation_en as citation_en,
    doi as doi,
    url as url
from published_source
order by citation_sv
