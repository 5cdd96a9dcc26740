-- What has been printed about how many groups there were, and when.
--
-- Grain:   one row per printed count
-- Reads:   published_group_count, published_source
-- Params:  $round_id  varchar  the round of the published record
-- Returns: year_low     integer  first year it speaks of, null where undated
--          year_high    integer  last year it speaks of, null where undated
--          label_sv     varchar  the time as words, Swedish
--          label_en     varchar  the time as words, English
--          groups       integer  groups, null where only words are printed
--          approximate  boolean  whether the source calls it rough
--          source       varchar  short name of the source
--          citation_sv  varchar  the source, Swedish
--          citation_en  varchar  the source, English
--          page         varchar  page in it, null where it has none
select
    printed.year_low as year_low,
    printed.year_high as year_high,
    printed.label_sv as label_sv,
    printed.label_en as label_en,
    printed.groups as groups,
    printed.approximate as approximate,
    printed.source as source,
    source.citation_sv as citation_sv,
    source.citation_en as citation_en,
    printed.page as page
from published_group_count as printed
left join published_source as source on printed.source = source.source
where printed.round_id = $round_id
order by printed.position
