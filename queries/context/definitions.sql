-- How different sources define a Balint group.
--
-- Grain:   one row per frame and definition
-- Reads:   published_group_definition, published_source
-- Params:  none
-- Returns: definition   varchar  short name of the definition
--          frame        varchar  members, interval, hours or leaders
--          words_sv     varchar  the frame in Swedish words
--          words_en     varchar  the frame in English words
--          citation_sv  varchar  the source, Swedish
--          citation_en  varchar  the source, English
--          page         varchar  page in it, null where it has none
select
    printed.definition as definition,
    printed.frame as frame,
    printed.words_sv as words_sv,
    printed.words_en as words_en,
    source.citation_sv as citation_sv,
    source.citation_en as citation_en,
    printed.page as page
from published_group_definition as printed
left join published_source as source on printed.source = source.source
order by
    case printed.definition when 'thesis' then 1 else 2 end,
    printed.definition,
    printed.frame
