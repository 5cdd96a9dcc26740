-- What the sources do not print, and what therefore is not drawn.
--
-- Grain:   one row per thing that is missing
-- Reads:   published_omission
-- Params:  none
-- Returns: subject  varchar  subject it belongs to
--          what_sv  varchar  what is missing, Swedish
--          what_en  varchar  what is missing, English
--          page     varchar  where one would look for it
select
    subject as subject,
    what_sv as what_sv,
    what_en as what_en,
    page as page
from published_omission
order by subject, item
