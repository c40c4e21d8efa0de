-- Compares the types of users in captured tables with what they were. Where a label of an enum was renamed or an attribute
-- of a composite dropped, rows hold other values now that no trigger saw: nodes behind are told to stop the table.
-- Returns the number of tables whose types changed.
--   i_queue_name: the queue
--   i_announced: all nodes make the same changes, by a script
create or replace function jlondiste.watch_types(i_queue_name text, i_announced bool)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_row record;
  v_type text;
  v_count int4 := 0;
begin
  for v_row in
    select now.table_name, now.parts, s.parts as former
    from (
      select t.table_name, jlondiste.type_parts(c.oid) as parts
      from londiste.table_info t
      join pg_class c on c.oid = londiste.find_table_oid(coalesce(t.dest_table, t.table_name))
      where t.queue_name = i_queue_name
        and t.local
        and exists (
          select 1
          from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid >= 16384)) now
    left join jlondiste.type_shape s on s.queue_name = i_queue_name and s.table_name = now.table_name
    where s.parts is null or s.parts <> now.parts
  loop
    if v_row.former is not null and not i_announced then
      v_count := v_count + 1;
      -- of a type that the table still has
      select format_type(split_part(min(f.part), ':', 1)::oid, null) into v_type
      from (select unnest(v_row.former) as part) f
      where not f.part = any (v_row.parts)
        and split_part(f.part, ':', 1) || ':' = any (v_row.parts);
      if v_type is not null then
        perform jlondiste.tell_to_stop(
          i_queue_name, v_row.table_name, 'altered on the root: values of its type ' || v_type || ' are others now', null);
      end if;
    end if;
    delete from jlondiste.type_shape where queue_name = i_queue_name and table_name = v_row.table_name;
    insert into jlondiste.type_shape (queue_name, table_name, parts)
    values (i_queue_name, v_row.table_name, v_row.parts);
  end loop;
  delete from jlondiste.type_shape
  where queue_name = i_queue_name
    and table_name not in (
      select t.table_name from londiste.table_info t where t.queue_name = i_queue_name and t.local);
  return v_count;
end;
$$;
