-- What happened when in the Balint movement, as printed.
--
-- Grain:   one row per event
-- Reads:   published_event, published_source
-- Params:  $round_id  varchar  the published round
-- Returns: year_low     integer  first year, null where undated
--          year_high    integer  last year, null where undated
--          label_sv     varchar  the time as words, Swedish
--          label_en     varchar  the time as words, English
--          event_sv     varchar  what happened, Swedish
--          event_en     varchar  what happened, English
--          source       varchar  short name of the source
--          citation_sv  varchar  the source, Swedish
--          citation_en  varchar  the source, English
--          page         varchar  page in it, null where it has none
select
    event.year_low as year_low,
    event.year_high as year_high,
    event.label_sv as label_sv,
    event.label_en as label_en,
    event.event_sv as event_sv,
    event.event_en as event_en,
    event.source as source,
    source.citation_sv as citation_sv,
    source.citation_en as citation_en,
    event.page as page
from published_event as event
left join published_source as source on event.source = source.source
where event.round_id = $round_id
order by event.position
