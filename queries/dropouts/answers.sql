-- What each leader answered in one congress round.
--
-- Grain:   one row per leader, in the order of their codes
-- Reads:   congress_current
-- Params:  $round_id  varchar  the round
-- Returns: leader_code         varchar  null where the form had no codes
--          country             varchar  ISO 3166 alpha-2, null where not stated
--          years_leading       double   null where not stated
--          members_led         integer  null where not stated
--          dropouts            integer  null where not stated
--          obligatory_groups   boolean  null where not stated
--          reason_practical    integer  place, 1 is first; null if not ranked
--          reason_personal     integer  as above
--          reason_fit          integer  as above
--          reason_progress     integer  as above
--          reason_leadership   integer  as above
--          reason_hurt         integer  as above
--          reason_conflict     integer  as above
-- Notes:   resampling needs one order of the rows, whatever order they came in
select
    leader_code as leader_code,
    country as country,
    years_leading as years_leading,
    members_led as members_led,
    dropouts as dropouts,
    obligatory_groups as obligatory_groups,
    reason_practical as reason_practical,
    reason_personal as reason_personal,
    reason_fit as reason_fit,
    reason_progress as reason_progress,
    reason_leadership as reason_leadership,
    reason_hurt as reason_hurt,
    reason_conflict as reason_conflict
from congress_current
where round_id = $round_id
order by leader_code nulls last, submission_id, row_number
