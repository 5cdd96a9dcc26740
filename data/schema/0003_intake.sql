-- What came with a submission: the file itself, the rows left out, how its headers were read.
--
-- Only what DuckLake has too: no sequences, indexes, primary or foreign keys.

create table submission_file (
    submission_id varchar not null,
    content blob,
    n_bytes bigint not null,
    rows_sha256 varchar not null,
    n_rows integer not null,
    sheet varchar,
    header_row integer not null,
    encoding varchar,
    delimiter varchar,
    purged_at timestamp
);

create table left_out_row (
    submission_id varchar not null,
    file_row integer not null,
    reason varchar not null
);

create table settled_question (
    submission_id varchar not null,
    question varchar not null,
    answer varchar not null
);

create table submission_event (
    submission_id varchar not null,
    event varchar not null,
    happened_at timestamp not null
);

create table remembered_matching (
    form varchar not null,
    headers_sha256 varchar not null,
    header varchar not null,
    field varchar,
    remembered_at timestamp not null
);
