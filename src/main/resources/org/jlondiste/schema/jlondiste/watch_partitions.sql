-- Looks at the partitions that a table has got or lost. A row that was in a partition before its changes were captured is
-- missing behind; rows that left with a partition are still there, of which the nodes are told. Answers what is wrong; 'busy' if that
-- is to be asked again, since the partition is not captured yet or somebody keeps it locked; or null.
--   i_queue_name: the queue
--   i_table_name: the table's name in the set
--   i_former, i_files: its partitions, see jlondiste.row_files
create or replace function jlondiste.watch_partitions(
  i_queue_name text, i_table_name text, i_former text[], i_files text[])
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_partition oid;
  v_capture record;
  v_left record;
  v_older bool;
begin
  for v_partition in
    select split_part(n.file, ':', 1)::oid
    from (select unnest(i_files) as file) n
    where split_part(n.file, ':', 1) not in (
      select split_part(f.file, ':', 1) from (select unnest(i_former) as file) f)
  loop
    -- both come with the partition, the trigger maybe later
    select t.xmin as transaction, t.cmin::text::int8 as command into v_capture
    from pg_trigger t
    where t.tgrelid = v_partition and t.tgname = jlondiste.trigger_name(i_queue_name, '');
    if not found then
      return 'busy';
    end if;
    begin
      v_older := jlondiste.has_uncaptured_row(
        i_queue_name, i_table_name, v_partition, v_capture.transaction, v_capture.command);
    exception
      when lock_not_available then
        return 'busy';
    end;
    if v_older then
      return 'altered on the root: its partition ' || v_partition::regclass || ' had rows when it was attached';
    end if;
  end loop;
  for v_left in
    select coalesce(s.nspname || '.' || c.relname, k.partition_name, 'unknown') as name
    from (
      select split_part(o.file, ':', 1)::oid as relation
      from (select unnest(i_former) as file) o
      where split_part(o.file, ':', 1) not in (
        select split_part(n.file, ':', 1) from (select unnest(i_files) as file) n)) f
    left join pg_class c on c.oid = f.relation
    left join pg_namespace s on s.oid = c.relnamespace
    left join jlondiste.known_partition k
      on k.queue_name = i_queue_name and k.table_name = i_table_name and k.relation = f.relation
    order by 1
  loop
    -- a script of its own name each time; nodes that do not know the function leave it out
    perform pgq.insert_event(
      i_queue_name,
      'EXECUTE',
      'select jlondiste.keep_partition(' || quote_literal(i_queue_name) || ', ' || quote_literal(i_table_name) || ', '
        || quote_literal(v_left.name) || ')',
      'keep ' || v_left.name || ' ' || to_char(clock_timestamp(), 'YYYYMMDD-HH24MISS-US'),
      'need-function=jlondiste.keep_partition(3)',
      null,
      null);
    raise warning 'Table %: its partition % was detached or dropped on the root; its rows stay on the other nodes',
      i_table_name, v_left.name;
  end loop;
  return null;
end;
$$;
