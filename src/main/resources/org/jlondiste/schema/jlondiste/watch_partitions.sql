-- Looks at the partitions that a table has got or lost. A row that was in a partition before its changes were captured is
-- missing behind; rows that left with a partition are still there, of which a warning tells. Answers what is wrong; 'busy' if that
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
  if exists (
      select 1
      from (select unnest(i_former) as file) f
      where split_part(f.file, ':', 1) not in (
        select split_part(n.file, ':', 1) from (select unnest(i_files) as file) n)) then
    raise warning 'Table %: a partition was detached or dropped on the root, whose rows stay on the other nodes', i_table_name;
  end if;
  return null;
end;
$$;
