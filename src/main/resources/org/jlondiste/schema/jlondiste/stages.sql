-- creates: jlondiste.stages
-- Where the time of a node's worker and copies goes, as the worker notes while there is something to do. Where several
-- copies are at work at the same time their times are added up.
create table jlondiste.stages (
  queue_name text not null,
  work text not null, -- batches, catching-up or copying
  span text not null, -- total: since the worker began; last: since it noted before
  seconds float8 not null, -- how long that is
  noted_at timestamptz not null default now(),
  parts int8 not null, -- batches, or pieces of tables
  events int8 not null, -- that were read
  row_count int8 not null, -- that were written
  bytes int8 not null, -- of rows that were read
  wait_seconds float8 not null,
  read_seconds float8 not null,
  decode_seconds float8 not null,
  apply_seconds float8 not null,
  commit_seconds float8 not null,
  primary key (queue_name, work, span)
);
