-- People's rights: how long answers are kept, who knew of it, how many were asked, what is erased.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

-- Where the board has set another day than follows from the form.
create table round_retention (
    round_id varchar not null,
    keep_until date not null,
    set_at timestamp not null,
    set_by varchar not null
);

-- How many were asked: in all, where the region is null, and region by region.
create table round_asked (
    round_id varchar not null,
    region_code varchar,
    asked integer not null,
    set_at timestamp not null,
    set_by varchar not null
);

-- Whoever sent the answers says that those who gave them know what is done with them.
create table submission_informed (
    submission_id varchar not null,
    form_version integer not null,
    consent_sha256 varchar not null,
    confirmed_at timestamp not null,
    confirmed_by varchar not null
);

-- What was erased for good: one person's answers, the files of a round, or all its answers.
create table erasure (
    erasure_id varchar not null,
    round_id varchar not null,
    what varchar not null,
    n_answers integer not null,
    n_files integer not null,
    data_version bigint not null,
    erased_at timestamp not null,
    erased_by varchar not null
);

-- What readers see of a round whose answers are erased.
create table kept_figure (
    round_id varchar not null,
    figure_id varchar not null,
    language varchar not null,
    content varchar not null,
    kept_at timestamp not null
);
