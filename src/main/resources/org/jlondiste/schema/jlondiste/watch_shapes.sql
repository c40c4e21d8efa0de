-- Compares the columns of captured tables with what they were. Where existing rows may have other
-- values now that no trigger saw (a column that came with a default, took another's name or got
-- another type), nodes behind are told to stop the table unless they did the same. Returns the
-- number of tables that changed.
--   i_queue_name: the queue
--   i_announced: all nodes make the same changes, by a script
-- A table that somebody else keeps locked is not waited for: its columns can be read, and the default of
-- one that came is read at the next look.
create or replace function jlondiste.watch_shapes(i_queue_name text, i_announced bool)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_row record;
  v_count int4 := 0;
  v_columns text[];
  v_what text;
  v_known bool;
  v_former int4;
  v_namesake int4;
  v_default text;
  v_busy bool;
  v_same bool;
begin
  for v_row in
    select now.table_name, now.relation, now.numbers, now.names, now.types,
      s.relation as former_relation, s.numbers as former_numbers, s.names as former_names, s.types as former_types
    from (
      select t.table_name, c.oid as relation,
        array(select a.attnum::int4 from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as numbers,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as names,
        array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as types
      from londiste.table_info t
      join pg_class c on c.relkind in ('r', 'p')
      join pg_namespace w
        on w.oid = c.relnamespace
        and w.nspname || '.' || c.relname = coalesce(t.dest_table, t.table_name)
        and strpos(w.nspname, '.') = 0
      where t.queue_name = i_queue_name and t.local) now
    left join jlondiste.table_shape s on s.queue_name = i_queue_name and s.table_name = now.table_name
    where s.relation is null
      or s.relation <> now.relation
      or s.numbers <> now.numbers
      or s.names <> now.names
      or s.types <> now.types
  loop
    v_columns := array[]::text[];
    v_what := null;
    v_known := true;
    v_busy := false;
    if v_row.former_relation = v_row.relation and not i_announced then
      v_count := v_count + 1;
      for i in 1 .. coalesce(array_upper(v_row.numbers, 1), 0) loop
        v_former := null;
        v_namesake := null;
        for k in 1 .. coalesce(array_upper(v_row.former_numbers, 1), 0) loop
          if v_row.former_numbers[k] = v_row.numbers[i] then
            v_former := k;
          end if;
          if v_row.former_names[k] = v_row.names[i] then
            v_namesake := k;
          end if;
        end loop;
        if v_namesake is not null and v_namesake is distinct from v_former then
          v_known := false;
          v_what := coalesce(v_what, 'its column ' || v_row.names[i] || ' is another one now');
        elsif v_former is null or v_row.types[i] <> v_row.former_types[v_former] then
          begin
            -- newer servers lock the table for this
            v_default := coalesce((
              select pg_get_expr(d.adbin, d.adrelid)
              from pg_attrdef d
              where d.adrelid = v_row.relation and d.adnum = v_row.numbers[i]), '');
          exception
            when lock_not_available then
              v_busy := true;
              exit;
          end;
          -- an identity is no default for the catalog, but for the rows that were there
          v_same := jlondiste.default_is_constant(v_row.relation, v_row.numbers[i]);
          if v_former is not null or v_default <> '' or not v_same then
            -- "using" may have made anything of the values
            v_known := v_known and v_same
              and (v_former is null or jlondiste.type_is_wider(v_row.former_types[v_former], v_row.types[i]));
            v_columns := v_columns || array[v_row.names[i], v_row.types[i], v_default];
            v_what := coalesce(v_what, 'its column ' || v_row.names[i]
              || case when v_former is null then ' was added with a default' else ' became ' || v_row.types[i] end);
          end if;
        end if;
      end loop;
      if v_busy then
        continue;
      end if;
      if v_what is not null then
        perform jlondiste.tell_to_stop(
          i_queue_name, v_row.table_name, 'altered on the root: ' || v_what, case when v_known then v_columns end);
      end if;
    end if;
    delete from jlondiste.table_shape where queue_name = i_queue_name and table_name = v_row.table_name;
    insert into jlondiste.table_shape (queue_name, table_name, relation, numbers, names, types)
    values (i_queue_name, v_row.table_name, v_row.relation, v_row.numbers, v_row.names, v_row.types);
  end loop;
  delete from jlondiste.table_shape
  where queue_name = i_queue_name
    and table_name not in (
      select t.table_name from londiste.table_info t where t.queue_name = i_queue_name and t.local);
  return v_count + jlondiste.watch_types(i_queue_name, i_announced);
end;
$$;
