-- Rounds and what was sent to them; regions and their people.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.
-- The tables of the forms (inventory_answer and so on) follow from data/forms.

create table data_version (
    version bigint not null,
    changed_at timestamp not null
);

insert into data_version
values (0, timestamp '2000-01-01');

create table form_schema (
    form varchar not null,
    version integer not null,
    sha256 varchar not null,
    applied_at timestamp not null
);

create table bundle (
    name varchar not null,
    sha256 varchar not null,
    loaded_at timestamp not null,
    removed_at timestamp
);

create table round (
    round_id varchar not null,
    form varchar not null,
    form_version integer not null,
    title_sv varchar not null,
    title_en varchar not null,
    place varchar,
    held_on date,
    provenance varchar not null,
    state varchar not null,
    created_at timestamp not null
);

create table submission (
    submission_id varchar not null,
    round_id varchar not null,
    file_name varchar not null,
    file_sha256 varchar not null,
    rows_sha256 varchar not null,
    n_rows integer not null,
    submitted_at timestamp not null,
    submitted_by varchar not null,
    undone_at timestamp
);

create table region (
    region_code varchar not null,
    iso varchar not null,
    county varchar not null,
    region varchar not null,
    name_2003 varchar not null,
    name_2003_source varchar not null,
    source varchar not null,
    source_date varchar
);

create table health_care_region (
    health_care_region varchar not null,
    label_sv varchar not null,
    label_en varchar not null,
    wording_2003 varchar,
    source varchar not null
);

create table region_health_care (
    region_code varchar not null,
    health_care_region varchar not null,
    part varchar not null,
    municipalities varchar,
    source varchar not null
);

create table population (
    region_code varchar not null,
    date date not null,
    inhabitants bigint not null,
    source varchar not null
);

create table reference_source (
    source varchar not null,
    citation varchar not null,
    url varchar
);
