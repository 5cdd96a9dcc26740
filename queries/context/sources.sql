-- The sources that the published record and the reference data cite.
--
-- Grain:   one row per source
-- Reads:   published_source, reference_source
-- Params:  none
-- Returns: source       varchar  short name
--          citation_sv  varchar  how to find it, Swedish
--          citation_en  varchar  how to find it, English
--          doi          varchar  null where it has none
--          url          varchar  null where it has none
with
    cited as (
        select
            source,
            citation_sv,
            citation_en,
            doi,
            url
        from published_source
        union all
        select
            source,
            citation_sv,
            citation_en,
            null as doi,
            url
        from reference_source
    )

select
    source as source,
    citation_sv as citation_sv,
    citation_en as citation_en,
    doi as doi,
    url as url
from cited
order by citation_sv
