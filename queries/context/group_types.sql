-- What has been printed about Balint groups and other groups of physicians.
--
-- Grain:   one row per printed number; a type without one has a row of words
-- Reads:   published_group_type, published_source
-- Params:  $round_id  varchar  the published round
-- Returns: type         varchar  short name of the type
--          label_sv     varchar  its name in Swedish
--          label_en     varchar  its name in English
--          measure      varchar  what the number counts, null without a number
--          year         integer  the year it speaks of, null where not stated
--          value     double   the number, null where only words are printed
--          unit_sv      varchar  unit in Swedish
--          unit_en      varchar  unit in English
--          words_sv     varchar  in words, Swedish
--          words_en     varchar  in words, English
--          source       varchar  short name of the source
--          citation_sv  varchar  the source, Swedish
--          citation_en  varchar  the source, English
--          page         varchar  page in it, null where it has none
select
    printed.type as type,
    printed.label_sv as label_sv,
    printed.label_en as label_en,
    printed.measure as measure,
    printed.year as year,
    printed.value as value,
    printed.unit_sv as unit_sv,
    printed.unit_en as unit_en,
    printed.words_sv as words_sv,
    printed.words_en as words_en,
    printed.source as source,
    source.citation_sv as citation_sv,
    source.citation_en as citation_en,
    printed.page as page
from published_group_type as printed
left join published_source as source on printed.source = source.source
where printed.round_id = $round_id
order by
    case printed.type
        when 'balint_se' then 1
        when 'fq_se' then 2
        when 'twelve_man_dk' then 3
        when 'us_residency' then 4
        else 5
    end,
    printed.type,
    case printed.measure
        when 'groups' then 1
        when 'programmes_with_groups' then 1
        when 'participants' then 2
        when 'workforce_share' then 3
        when 'started_year' then 4
        when 'started_decade' then 5
        else 6
    end,
    printed.year nulls last,
    regexp_replace(printed.measure, '(_hours|_days)?_(low|high)$', ''),
    printed.measure like '%_high',
    printed.value desc
