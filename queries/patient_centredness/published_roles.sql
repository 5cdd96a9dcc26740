-- How many physicians chose each of the 28 roles, as printed.
--
-- Grain:   one row per role
-- Reads:   published_role_choice
-- Params:  $round_id  varchar  the published round
-- Returns: role        varchar  code of the form
--          points      integer  points towards patient-centredness, 1 to 3
--          balint      integer  Balint members who chose it
--          reference   integer  reference physicians who chose it
--          difference  integer  as printed: the first minus the second
select
    role as role,
    points as points,
    balint as balint,
    reference as reference,
    difference as difference
from published_role_choice
where round_id = $round_id
order by position
