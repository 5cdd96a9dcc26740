-- Physicians by how two parts of the instrument class them, in one round.
--
-- Grain:   one row per pair of classes that somebody has
-- Reads:   study2_current
-- Params:  $round_id  varchar  the round
-- Returns: questions_class  varchar  class by the three open questions
--          roles_class      varchar  class by the choice of roles
--          balint           bigint   Balint members
--          reference        bigint   reference physicians
-- Notes:   physicians without either class are left out
select
    questions_class as questions_class,
    roles_class as roles_class,
    count(*) filter (arm = 'balint') as balint,
    count(*) filter (arm = 'reference') as reference
from study2_current
where
    round_id = $round_id
    and questions_class is not null
    and roles_class is not null
group by questions_class, roles_class
order by questions_class, roles_class
