-- Looks for columns that "alter column ... type ... using" gave other values although they kept their types, or got a type
-- that takes the old values as they are. That changes what the catalog says of the column, and the file of the rows; what
-- else writes all rows anew (vacuum full, cluster, truncate) leaves the columns alone, and what else changes the columns
-- leaves the file alone. Nodes behind are told to stop the table. To be called before jlondiste.watch_shapes takes note
-- of other types. A column that got greater numbers has its rows written anew, and nobody can tell whether they are more than
-- that: its table stops, too. Returns the number of tables concerned.
--   i_queue_name: the queue
--   i_announced: all nodes make the same changes, by a script
-- Before 9.2 such statements write all rows anew even if there is nothing to change: these tables stop, too.
create or replace function jlondiste.watch_rewrites(i_queue_name text, i_announced bool)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_origin text := jlondiste.mark_origin(i_queue_name);
  v_row record;
  v_column text;
  v_problem text;
  v_count int4 := 0;
begin
  if v_origin is null then
    return 0;
  end if;
  for v_row in
    select now.table_name, now.relation, now.files, now.marks,
      s.files as former_files, s.marks as former_marks,
      s.relation = now.relation and s.origin = v_origin as is_comparable
    from (
      select t.table_name, c.oid as relation, jlondiste.row_files(c.oid) as files, jlondiste.column_marks(c.oid) as marks
      from londiste.table_info t
      join pg_class c on c.relkind in ('r', 'p')
      join pg_namespace w
        on w.oid = c.relnamespace
        and w.nspname || '.' || c.relname = coalesce(t.dest_table, t.table_name)
        and strpos(w.nspname, '.') = 0
      where t.queue_name = i_queue_name and t.local) now
    left join jlondiste.table_rewrite s on s.queue_name = i_queue_name and s.table_name = now.table_name
    where s.relation is null
      or s.relation <> now.relation
      or s.origin <> v_origin
      or s.files <> now.files
      or s.marks <> now.marks
  loop
    if v_row.is_comparable and not i_announced and v_origin like 'root %' then
      v_problem := jlondiste.watch_partitions(i_queue_name, v_row.table_name, v_row.former_files, v_row.files);
      if v_problem = 'busy' then
        continue;
      elsif v_problem is not null then
        v_count := v_count + 1;
        perform jlondiste.tell_to_stop(i_queue_name, v_row.table_name, v_problem, null);
      end if;
    end if;
    if v_row.is_comparable
        and not i_announced
        and exists (
          select 1
          from (select unnest(v_row.former_files) as file) f
          join (select unnest(v_row.files) as file) n
            on split_part(n.file, ':', 1) = split_part(f.file, ':', 1) and n.file <> f.file) then
      select min(a.attname::text) into v_column
      from (select unnest(v_row.former_marks) as mark) f
      join (select unnest(v_row.marks) as mark) n
        on split_part(n.mark, ':', 1) = split_part(f.mark, ':', 1)
        and split_part(n.mark, ':', 2) <> split_part(f.mark, ':', 2)
        -- a vacuum of the catalog before 9.4
        and split_part(n.mark, ':', 2) <> '2'
      join pg_attribute a on a.attrelid = v_row.relation and a.attnum = split_part(n.mark, ':', 1)::int2
      where exists (
          select 1
          from (
            select unnest(s.numbers) as number, unnest(s.types) as former_type
            from jlondiste.table_shape s
            where s.queue_name = i_queue_name
              and s.table_name = v_row.table_name
              and s.relation = v_row.relation) w
          where w.number = a.attnum
            and (w.former_type = format_type(a.atttypid, a.atttypmod)
              or jlondiste.type_is_wider(w.former_type, format_type(a.atttypid, a.atttypmod))))
        -- rows that were written anew have the default that came with the column. Its values are what they were if another
        -- column came for which the rows had to be, or if its default is the same one: with the type that is made anew, too.
        -- Where it has none any more, its statistics tell, which do not outlive the type.
        and not (f.mark like '%:%:%' and n.mark not like '%:%:%' and (
          array_upper(v_row.marks, 1) > array_upper(v_row.former_marks, 1)
          or exists (
            select 1
            from pg_attrdef d
            where d.adrelid = a.attrelid and d.adnum = a.attnum and d.oid::text = split_part(f.mark, ':', 3))
          or (split_part(f.mark, ':', 3) = '' and exists (
            select 1
            from pg_stats p
            join pg_class c on c.oid = v_row.relation
            join pg_namespace w on w.oid = c.relnamespace
            where p.schemaname = w.nspname and p.tablename = c.relname and p.attname = a.attname))));
      if v_column is not null then
        v_count := v_count + 1;
        perform jlondiste.tell_to_stop(
          i_queue_name,
          v_row.table_name,
          'altered on the root: all its rows were written anew, and values of its column ' || v_column
            || ' may be others now',
          null);
      end if;
    end if;
    delete from jlondiste.table_rewrite where queue_name = i_queue_name and table_name = v_row.table_name;
    insert into jlondiste.table_rewrite (queue_name, table_name, relation, origin, files, marks)
    values (i_queue_name, v_row.table_name, v_row.relation, v_origin, v_row.files, v_row.marks);
    delete from jlondiste.known_partition where queue_name = i_queue_name and table_name = v_row.table_name;
    perform jlondiste.know_partitions(i_queue_name, v_row.table_name, v_row.relation);
  end loop;
  delete from jlondiste.table_rewrite
  where queue_name = i_queue_name
    and table_name not in (
      select t.table_name from londiste.table_info t where t.queue_name = i_queue_name and t.local);
  delete from jlondiste.known_partition
  where queue_name = i_queue_name
    and table_name not in (
      select t.table_name from londiste.table_info t where t.queue_name = i_queue_name and t.local);
  return v_count;
end;
$$;
