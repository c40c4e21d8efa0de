-- creates: jlondiste.meeting
-- Ticks at which this node's worker waits for a comparison to take its snapshot.
create table jlondiste.meeting (
  queue_name text not null,
  tick_id int8 not null,
  expires_at timestamptz not null, -- the worker goes on then, whoever asked for the meeting
  primary key (queue_name, tick_id)
);
