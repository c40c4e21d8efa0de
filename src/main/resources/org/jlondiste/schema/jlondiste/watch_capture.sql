-- Looks whether the tables of a queue were dropped, made anew, renamed, or altered, and whether their
-- triggers were disabled, without a word to the set. What the capture can follow, it follows; where
-- rows may have changed that it did not see, the nodes behind are told to stop the table.
-- Returns how many tables it had to do with.
--   i_queue_name: the queue
--   i_announced: all nodes make the same changes, by a script
create or replace function jlondiste.watch_capture(i_queue_name text, i_announced bool)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_queue_id int4 := (select q.queue_id from pgq.queue q where q.queue_name = i_queue_name);
  v_row record;
  v_count int4 := 0;
  v_problem text;
  v_triggers text[] := array(
    select jlondiste.trigger_name(i_queue_name, e.ending)
    from (values (''), ('_begins'), ('_ends'), ('_insert'), ('_update'), ('_delete'), ('_truncate'), ('_truncates'),
      ('_truncated')) as e (ending));
  v_root bool := exists (
    select 1 from pgq_node.node_info n where n.queue_name = i_queue_name and n.node_type = 'root');
begin
  -- servers before 9.3 cannot limit the wait for a lock alone
  if current_setting('server_version_num')::int4 >= 90300 then
    -- one look at a time: two would find the same, and each would note it
    if not i_announced
      and not pg_try_advisory_xact_lock(7106, hashtext('look at tables of queue ' || i_queue_name))
    then
      return 0;
    end if;
    perform set_config('lock_timeout', '500ms', true);
  end if;
  -- functions of tables that are gone
  for v_row in
    select p.proname::text as function_name, t.table_name, coalesce(t.dest_table, t.table_name) as dest_table,
      londiste.find_table_oid(coalesce(t.dest_table, t.table_name)) as relation
    from pg_proc p
    join pg_namespace s on s.oid = p.pronamespace
    left join pg_class c on p.proname = 'capture_' || v_queue_id || '_' || c.oid
    left join londiste.table_info t
      on t.queue_name = i_queue_name and t.table_name = obj_description(p.oid, 'pg_proc') and t.local
    where s.nspname = 'jlondiste'
      and p.proname like E'capture\\_' || v_queue_id || E'\\_%'
      and c.oid is null
  loop
    v_count := v_count + 1;
    if v_row.relation is not null then
      begin
        perform jlondiste.capture_table(i_queue_name, v_row.table_name, v_row.dest_table);
      exception
        when lock_not_available then
          -- the table is in use; the next look will do it
          continue;
      end;
    end if;
    execute 'drop function jlondiste.' || quote_ident(v_row.function_name) || '()';
    if v_row.table_name is not null and not i_announced then
      perform jlondiste.tell_to_stop(
        i_queue_name,
        v_row.table_name,
        case when v_row.relation is null then 'the table was dropped on the root'
          else 'the table was dropped on the root and made anew' end,
        null);
    end if;
  end loop;

  -- tables that have another name now
  for v_row in
    select t.table_name, n.nspname || '.' || c.relname as place,
      londiste.find_table_oid(coalesce(t.dest_table, t.table_name)) is not null as replaced
    from pg_proc p
    join pg_namespace s on s.oid = p.pronamespace
    join pg_class c on p.proname = 'capture_' || v_queue_id || '_' || c.oid
    join pg_namespace n on n.oid = c.relnamespace
    join londiste.table_info t
      on t.queue_name = i_queue_name and t.table_name = obj_description(p.oid, 'pg_proc') and t.local
    where s.nspname = 'jlondiste'
      and p.proname like E'capture\\_' || v_queue_id || E'\\_%'
      and n.nspname || '.' || c.relname <> coalesce(t.dest_table, t.table_name)
  loop
    v_count := v_count + 1;
    update londiste.table_info
    set dest_table = nullif(v_row.place, table_name)
    where queue_name = i_queue_name and table_name = v_row.table_name;
    if v_row.replaced and not i_announced then
      perform jlondiste.tell_to_stop(
        i_queue_name,
        v_row.table_name,
        'it was renamed to ' || v_row.place || ' on the root, and another table took its name, whose changes are not captured',
        null);
    end if;
  end loop;

  -- triggers that were disabled, or enabled again
  for v_row in
    select t.table_name, g.disabled, s.problem
    from londiste.table_info t
    join pg_class c on c.relkind in ('r', 'p')
    join pg_namespace w
      on w.oid = c.relnamespace
      and w.nspname || '.' || c.relname = coalesce(t.dest_table, t.table_name)
      and strpos(w.nspname, '.') = 0
    left join (
      select o.tgrelid, min(o.tgname::text) as disabled
      from pg_trigger o
      join pg_proc p on p.oid = o.tgfoid
      join pg_namespace n on n.oid = p.pronamespace
      where o.tgenabled in ('D', 'R')
        and o.tgname::text = any (v_triggers)
        and n.nspname in ('jlondiste', 'pgq')
      group by o.tgrelid) g
      on g.tgrelid = c.oid
    left join jlondiste.stopped_table s on s.queue_name = t.queue_name and s.table_name = t.table_name
    where t.queue_name = i_queue_name
      and t.local
      and v_root
      and (g.disabled is not null) <> (s.problem is not null)
  loop
    v_count := v_count + 1;
    if v_row.disabled is null then
      delete from jlondiste.stopped_table where queue_name = i_queue_name and table_name = v_row.table_name;
    else
      v_problem := 'its trigger ' || v_row.disabled || ' was disabled on the root, so that changes were not captured';
      insert into jlondiste.stopped_table (queue_name, table_name, tick_id, event_id, problem)
      values (i_queue_name, v_row.table_name, 0, 0, v_problem);
      perform jlondiste.tell_to_stop(i_queue_name, v_row.table_name, v_problem, null);
    end if;
  end loop;
  v_count := v_count + jlondiste.watch_rewrites(i_queue_name, i_announced);
  return v_count + jlondiste.watch_shapes(i_queue_name, i_announced);
end;
$$;
