-- creates: jlondiste.copy
-- The tables that are being copied into this node, each with what the copy needs to go on after it
-- was broken off.
create table jlondiste.copy (
  queue_name text not null,
  table_name text not null,
  start_tick int8 not null, -- changes behind this tick are replayed
  redo_until int8, -- at this tick the copy is exact; null while chunks are open
  in_chunks bool not null, -- several chunks, each as of its own moment; else all as of one
  expected_rows int8 not null, -- the source's own estimate
  expected_bytes int8 not null,
  started_at timestamptz not null default now(),
  copied_at timestamptz,
  primary key (queue_name, table_name)
);
