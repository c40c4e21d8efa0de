-- Puts the capture triggers on a table, or renews them. Answers how changes are captured.
--   i_queue_name: the queue to write to
--   i_table_name: the table's name in the set
--   i_dest_table: its name here
create or replace function jlondiste.capture_table(
  i_queue_name text, i_table_name text, i_dest_table text)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation oid := londiste.quote_fqname(i_dest_table)::regclass::oid;
  v_queue_id int4;
begin
  select q.queue_id into v_queue_id from pgq.queue q where q.queue_name = i_queue_name;
  if v_queue_id is null then
    raise exception 'no such event queue: %', i_queue_name;
  end if;
  perform jlondiste.uncapture_table(i_queue_name, i_dest_table);
  perform jlondiste.capture_refresh(v_queue_id, v_relation, i_table_name, true);
  perform jlondiste.capture_triggers(i_queue_name, i_table_name, v_relation);
  -- from now on the watch knows what the columns and their types were
  insert into jlondiste.table_shape (queue_name, table_name, relation, numbers, names, types)
  select i_queue_name, i_table_name, v_relation,
    array(select a.attnum::int4 from pg_attribute a
      where a.attrelid = v_relation and a.attnum > 0 and not a.attisdropped order by a.attnum),
    array(select a.attname::text from pg_attribute a
      where a.attrelid = v_relation and a.attnum > 0 and not a.attisdropped order by a.attnum),
    array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
      where a.attrelid = v_relation and a.attnum > 0 and not a.attisdropped order by a.attnum)
  where not exists (
    select 1 from jlondiste.table_shape s where s.queue_name = i_queue_name and s.table_name = i_table_name);
  insert into jlondiste.table_rewrite (queue_name, table_name, relation, origin, files, marks)
  select i_queue_name, i_table_name, v_relation, jlondiste.mark_origin(i_queue_name),
    jlondiste.row_files(v_relation), jlondiste.column_marks(v_relation)
  where jlondiste.mark_origin(i_queue_name) is not null
    and not exists (
      select 1
      from jlondiste.table_rewrite s
      where s.queue_name = i_queue_name and s.table_name = i_table_name);
  perform jlondiste.know_partitions(i_queue_name, i_table_name, v_relation);
  insert into jlondiste.type_shape (queue_name, table_name, parts)
  select i_queue_name, i_table_name, jlondiste.type_parts(v_relation)
  where exists (
      select 1 from pg_attribute a
      where a.attrelid = v_relation and a.attnum > 0 and not a.attisdropped and a.atttypid >= 16384)
    and not exists (
      select 1 from jlondiste.type_shape s where s.queue_name = i_queue_name and s.table_name = i_table_name);
  update pgq.queue
  set queue_extra_maint = coalesce(queue_extra_maint, array[]::text[]) || 'jlondiste.tend_capture'::text
  where queue_id = v_queue_id
    and 'jlondiste.tend_capture' <> all (coalesce(queue_extra_maint, array[]::text[]));
  return jlondiste.capture_kind(v_relation);
end;
$$;
