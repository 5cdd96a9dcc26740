-- Where the sources contradict themselves or each other.
--
-- Grain:   one row per contradiction
-- Reads:   published_inconsistency
-- Params:  none
-- Returns: item     varchar  short name
--          subject  varchar  subject it belongs to
--          printed  varchar  what is printed, null where it is not a number
--          ours     varchar  what follows from the rest, null where open
--          what_sv  varchar  explained in Swedish
--          what_en  varchar  explained in English
--          page     varchar  page in the source
select
    item as item,
    subject as subject,
    printed as printed,
    ours as ours,
    what_sv as what_sv,
    what_en as what_en,
    page as page
from published_inconsistency
order by subject, item
