-- What sources have printed, one row as printed; data/published names page and table.

create table published_source (
    round_id varchar not null,
    source varchar not null,
    citation_sv varchar not null,
    citation_en varchar not null,
    doi varchar,
    url varchar
);

create table published_study (
    round_id varchar not null,
    study varchar not null,
    n integer not null,
    unit_sv varchar not null,
    unit_en varchar not null,
    participants_sv varchar not null,
    participants_en varchar not null,
    collection_sv varchar not null,
    collection_en varchar not null,
    analysis_sv varchar not null,
    analysis_en varchar not null,
    published_in varchar,
    doi varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_role_choice (
    round_id varchar not null,
    position integer not null,
    role varchar not null,
    points integer not null,
    balint integer not null,
    reference integer not null,
    difference integer not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_class_cell (
    round_id varchar not null,
    questions_class varchar not null,
    roles_class varchar not null,
    balint integer not null,
    reference integer not null,
    total integer not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_dropout_reason (
    round_id varchar not null,
    rank integer not null,
    reason varchar not null,
    printed_en varchar not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_study1_arm (
    round_id varchar not null,
    arm varchar not null,
    allocated integer not null,
    answered integer not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_study1_stage (
    round_id varchar not null,
    stage varchar not null,
    n integer not null,
    years_low double,
    years_high double,
    significance varchar,
    note_sv varchar,
    note_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_study1_category (
    round_id varchar not null,
    position integer not null,
    category varchar not null,
    items integer not null,
    significance varchar not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_group_definition (
    round_id varchar not null,
    definition varchar not null,
    frame varchar not null,
    low double,
    high double,
    unit_sv varchar,
    unit_en varchar,
    words_sv varchar,
    words_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_group_count (
    round_id varchar not null,
    position integer not null,
    year_low integer,
    year_high integer,
    label_sv varchar not null,
    label_en varchar not null,
    groups integer,
    approximate boolean not null,
    words_sv varchar,
    words_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_inventory_statement (
    round_id varchar not null,
    statement varchar not null,
    number integer,
    approximate boolean,
    words_sv varchar not null,
    words_en varchar not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_initiating_force (
    round_id varchar not null,
    number integer not null,
    force varchar not null,
    origin varchar not null,
    planning varchar not null,
    label_sv varchar not null,
    label_en varchar not null,
    example_sv varchar,
    example_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_group_type (
    round_id varchar not null,
    type varchar not null,
    label_sv varchar not null,
    label_en varchar not null,
    measure varchar,
    year integer,
    value double,
    unit_sv varchar,
    unit_en varchar,
    words_sv varchar,
    words_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_event (
    round_id varchar not null,
    position integer not null,
    year_low integer,
    year_high integer,
    label_sv varchar not null,
    label_en varchar not null,
    event_sv varchar not null,
    event_en varchar not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_fact (
    round_id varchar not null,
    fact varchar not null,
    value double,
    unit_sv varchar,
    unit_en varchar,
    approximate boolean,
    words_sv varchar,
    words_en varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_omission (
    round_id varchar not null,
    item varchar not null,
    subject varchar not null,
    what_sv varchar not null,
    what_en varchar not null,
    source varchar not null,
    page varchar,
    source_table varchar
);

create table published_inconsistency (
    round_id varchar not null,
    item varchar not null,
    subject varchar not null,
    printed varchar,
    ours varchar,
    what_sv varchar not null,
    what_en varchar not null,
    other_source varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);
