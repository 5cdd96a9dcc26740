-- The four kinds of groups by the forces that start them.
--
-- Grain:   one row per kind
-- Reads:   published_initiating_force
-- Params:  none
-- Returns: number      integer  number in the thesis
--          origin      varchar  internal or external
--          planning    varchar  emergent or planned
--          label_sv    varchar  name in Swedish
--          label_en    varchar  name in English
--          example_sv  varchar  example in Swedish
--          example_en  varchar  example in English
--          page        varchar  page in the thesis
select
    number as number,
    origin as origin,
    planning as planning,
    label_sv as label_sv,
    label_en as label_en,
    example_sv as example_sv,
    example_en as example_en,
    page as page
from published_initiating_force
order by number
