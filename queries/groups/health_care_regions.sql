-- Which regions' members are summed together, as a health-care region's.
--
-- Grain:   one row per region
-- Reads:   region_health_care
-- Params:  none
-- Returns: region_code  varchar  SCB county code, two digits
--          together     varchar  code of the health-care region that it is in,
--                                its own code where it is in two
select distinct
    region_code as region_code,
    if(part = 'whole', health_care_region, region_code) as together
from region_health_care
order by region_code
