-- Physicians by how two parts of the instrument class them, as printed.
--
-- Grain:   one row per pair of classes
-- Reads:   published_class_cell
-- Params:  $round_id  varchar  the published round
-- Returns: questions_class  varchar  class by the three open questions
--          roles_class      varchar  class by the choice of roles
--          balint           bigint   Balint members
--          reference        bigint   reference physicians
--          total            bigint   both, as printed
select
    questions_class as questions_class,
    roles_class as roles_class,
    balint::bigint as balint,
    reference::bigint as reference,
    total::bigint as total
from published_class_cell
where round_id = $round_id
order by questions_class, roles_class
