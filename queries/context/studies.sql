-- The four studies of the thesis.
--
-- Grain:   one row per study
-- Reads:   published_study
-- Params:  none
-- Returns: study            varchar  I to IV
--          participants_sv  varchar  who took part, Swedish
--          participants_en  varchar  who took part, English
--          collection_sv    varchar  how answers were collected, Swedish
--          collection_en    varchar  how answers were collected, English
--          analysis_sv      varchar  how they were analysed, Swedish
--          analysis_en      varchar  how they were analysed, English
--          published_in     varchar  journal
--          doi              varchar  null where it has none
select
    study as study,
    participants_sv as participants_sv,
    participants_en as participants_en,
    collection_sv as collection_sv,
    collection_en as collection_en,
    analysis_sv as analysis_sv,
    analysis_en as analysis_en,
    published_in as published_in,
    doi as doi
from published_study
order by study
