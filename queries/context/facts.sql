-- Single numbers that sources have printed.
--
-- Grain:   one row per fact
-- Reads:   published_fact
-- Params:  none
-- Returns: fact         varchar  short name
--          value        double   the number, null where only words are printed
--          approximate  boolean  whether the source calls it rough
--          words_sv     varchar  in words, Swedish
--          words_en     varchar  in words, English
--          page         varchar  page in the source, null where it has none
select
    fact as fact,
    value as value,
    approximate as approximate,
    words_sv as words_sv,
    words_en as words_en,
    page as page
from published_fact
order by fact
