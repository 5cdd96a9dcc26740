-- What sources contradict each other in has a title, and both statements in words; a source of the
-- reference data is cited in both languages.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

-- Both are filled anew from data/published and data/reference, whose files have changed too.
create or replace table published_inconsistency (
    round_id varchar not null,
    item varchar not null,
    subject varchar not null,
    title_sv varchar not null,
    title_en varchar not null,
    printed_sv varchar not null,
    printed_en varchar not null,
    against_sv varchar not null,
    against_en varchar not null,
    what_sv varchar not null,
    what_en varchar not null,
    other_source varchar,
    source varchar not null,
    page varchar,
    source_table varchar
);

create or replace table reference_source (
    source varchar not null,
    citation_sv varchar not null,
    citation_en varchar not null,
    url varchar
);
