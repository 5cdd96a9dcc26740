-- Where the sources contradict themselves or each other.
--
-- Grain:   one row per contradiction
-- Reads:   published_inconsistency
-- Params:  none
-- Returns: item        varchar  short name
--          subject     varchar  subject it belongs to
--          title_sv    varchar  what it is about, Swedish
--          title_en    varchar  what it is about, English
--          printed_sv  varchar  what is printed, Swedish
--          printed_en  varchar  what is printed, English
--          against_sv  varchar  what another source or our sum has, Swedish
--          against_en  varchar  what another source or our sum has, English
--          what_sv     varchar  explained in Swedish
--          what_en     varchar  explained in English
--          page        varchar  page in the source
select
    item as item,
    subject as subject,
    title_sv as title_sv,
    title_en as title_en,
    printed_sv as printed_sv,
    printed_en as printed_en,
    against_sv as against_sv,
    against_en as against_en,
    what_sv as what_sv,
    what_en as what_en,
    page as page
from published_inconsistency
order by subject, item
