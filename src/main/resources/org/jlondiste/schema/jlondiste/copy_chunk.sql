-- creates: jlondiste.copy_chunk
-- The chunks of a copy: the rows whose key lies above one bound and not above another.
create table jlondiste.copy_chunk (
  queue_name text not null,
  table_name text not null,
  chunk_nr int4 not null,
  lower_bound text[], -- the key's columns; null for the first chunk
  upper_bound text[], -- null for the last chunk
  rows_copied int8 not null default 0,
  bytes_copied int8 not null default 0,
  copied_at timestamptz, -- null until the chunk is here
  primary key (queue_name, table_name, chunk_nr)
);
