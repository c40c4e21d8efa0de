-- What happens to a table's state: a worker that begins a copy, or waits for one, and is not ours, must not have
-- come in the place of ours too early; and a table that is to be copied afresh no longer counts as stopped, or, if it
-- is not ours that begins, as copied by us.
create or replace function jlondiste.guard_table_state() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_position int8;
begin
  if new.merge_state is not distinct from old.merge_state and new.local = old.local then
    return new;
  end if;
  if not new.local or new.merge_state is null or new.merge_state = 'in-copy' then
    delete from jlondiste.stopped_table
    where queue_name = old.queue_name and table_name = old.table_name;
  end if;
  if new.local and (new.merge_state = 'in-copy' or new.merge_state like 'do-sync:%') then
    select s.last_tick_id into v_position
    from pgq_node.node_info n
    join pgq_node.local_state s on s.queue_name = n.queue_name and s.consumer_name = n.worker_name
    where n.queue_name = new.queue_name;
    if jlondiste.give_way(new.queue_name, v_position) and new.merge_state = 'in-copy' then
      delete from jlondiste.copy_chunk where queue_name = new.queue_name and table_name = new.table_name;
      delete from jlondiste.copy where queue_name = new.queue_name and table_name = new.table_name;
    end if;
  end if;
  return new;
end;
$$;
