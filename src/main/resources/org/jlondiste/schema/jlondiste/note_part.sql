-- Notes in a combined queue how far one of the queues that feed it has come, in the transaction that
-- wrote the changes up to there: a branch that has them knows where its own leaf would go on.
--   i_combined_queue: the queue that is fed
--   i_part_queue: the queue that feeds it
--   i_tick: the tick of that queue
--   i_incomplete: its tables that are not complete here
create or replace function jlondiste.note_part(
  i_combined_queue text, i_part_queue text, i_tick int8, i_incomplete text[])
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_closed bool;
begin
  -- the row lock keeps a takeover from making its last tick before this transaction ends
  select q.queue_disable_insert into v_closed from pgq.queue q where q.queue_name = i_combined_queue for share;
  if coalesce(v_closed, true) then
    raise exception 'Insert into queue disallowed';
  end if;
  perform pgq.insert_event(
    i_combined_queue, 'pgq.tick-id', i_tick::text, i_part_queue, i_incomplete::text, null, null);
end;
$$;
