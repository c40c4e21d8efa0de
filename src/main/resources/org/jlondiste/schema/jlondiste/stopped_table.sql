-- creates: jlondiste.stopped_table
-- Tables to which the worker applies nothing any more, because a change did not fit.
create table jlondiste.stopped_table (
  queue_name text not null,
  table_name text not null,
  tick_id int8 not null, -- the table is as it was at this tick
  event_id int8 not null, -- the change that did not fit
  problem text not null,
  stopped_at timestamptz not null default now(),
  primary key (queue_name, table_name)
);
