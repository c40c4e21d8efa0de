-- Stops a table on a node to which the root's changes go, because the root cannot tell what became
-- of its rows. Nothing happens where the node does not replicate the table, or where its columns
-- are already what they are on the root.
--   i_queue_name: the set
--   i_table_name: the table's name in the set
--   i_problem: in the operator's words
--   i_columns: what the columns of the table have to be, each as the array of its name, type and
--     default, flattened; null if that does not help
create or replace function jlondiste.stop_table(
  i_queue_name text, i_table_name text, i_problem text, i_columns text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_here record;
  v_fits bool := i_columns is not null;
begin
  select t.merge_state, londiste.find_table_oid(coalesce(t.dest_table, t.table_name)) as relation
    into v_here
  from londiste.table_info t
  where t.queue_name = i_queue_name and t.table_name = i_table_name and t.local;
  if not found or v_here.merge_state is null then
    return;
  end if;
  if v_fits then
    for i in 1 .. array_upper(i_columns, 1) / 3 loop
      v_fits := v_fits and exists (
        select 1
        from pg_attribute a
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = v_here.relation
          and a.attnum > 0
          and not a.attisdropped
          and a.attname = i_columns[3 * i - 2]
          and format_type(a.atttypid, a.atttypmod) = i_columns[3 * i - 1]
          and coalesce(pg_get_expr(d.adbin, d.adrelid), '') = i_columns[3 * i]);
    end loop;
    if v_fits then
      return;
    end if;
  end if;
  if exists (
    select 1
    from jlondiste.stopped_table s
    where s.queue_name = i_queue_name and s.table_name = i_table_name) then
    return;
  end if;
  insert into jlondiste.stopped_table (queue_name, table_name, tick_id, event_id, problem)
  select i_queue_name, i_table_name, max(l.last_tick_id), 0, i_problem
  from pgq_node.local_state l
  where l.queue_name = i_queue_name;
end;
$$;
