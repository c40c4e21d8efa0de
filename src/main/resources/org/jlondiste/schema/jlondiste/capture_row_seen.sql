-- What a row trigger function keeps from one row of a statement to the next, so that it looks at queue
-- and table once for each statement. Servers before 9.6 look for each row.

-- An expression for what was kept.
create or replace function jlondiste.capture_row_seen()
returns text
language sql immutable
as $$
  select 'null'::text
$$;

-- An expression for the number of the event table, if an earlier row of the same statement found
-- nothing unusual; null otherwise.
--   i_queue_id: the queue
create or replace function jlondiste.capture_row_seen_table(i_queue_id int4)
returns text
language sql immutable
as $$
  select 'null'::text
$$;

-- A command that tells the rows to come that there is nothing unusual.
--   i_queue_id: the queue
--   i_wal: whether the function takes event ids from the WAL
create or replace function jlondiste.capture_row_note(i_queue_id int4, i_wal bool)
returns text
language sql immutable
as $$
  select ''::text
$$;
