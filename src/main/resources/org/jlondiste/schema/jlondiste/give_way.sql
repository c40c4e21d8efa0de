-- Lets a worker of Londiste's go on with a node, or refuses: it knows neither what a table has missed since it stopped,
-- nor how to go on with a copy of ours, and would leave these changes out. False if it is a worker of ours.
--   i_queue_name: the set
--   i_position: the tick at which the node was before
create or replace function jlondiste.give_way(i_queue_name text, i_position int8) returns bool
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table text;
begin
  if jlondiste.is_ours() then
    return false;
  end if;
  select t.table_name into v_table
  from jlondiste.stopped_table s
  join londiste.table_info t on t.queue_name = s.queue_name and t.table_name = s.table_name
  where s.queue_name = i_queue_name and t.local and t.merge_state is not null
  order by t.nr, t.table_name
  limit 1;
  if found then
    raise exception 'jlondiste has stopped table %: a worker of Londiste would leave out what it missed', v_table
      using hint = 'have it copied afresh with ''resync ' || v_table || ''', by either program';
  end if;
  if not exists (
    select 1
    from jlondiste.node_worker w
    where w.queue_name = i_queue_name and (w.left_at is null or w.left_at = i_position)) then
    return true;
  end if;
  select t.table_name into v_table
  from londiste.table_info t
  where t.queue_name = i_queue_name
    and t.local
    and t.merge_state is distinct from 'ok'
    and t.merge_state is distinct from '?'
    and (t.merge_state is not null
      or exists (
        select 1
        from jlondiste.copy_ddl d
        where d.queue_name = t.queue_name and d.table_name = t.table_name))
  order by t.nr, t.table_name
  limit 1;
  if found then
    raise exception 'jlondiste is not done with the copy of table %: no worker of Londiste can go on with it', v_table
      using hint = 'start the worker of jlondiste again, until ''wait-sync'' ends with 0';
  end if;
  delete from jlondiste.node_worker where queue_name = i_queue_name;
  return true;
end;
$$;
