-- The short way of a trigger function that captures a statement: one INSERT for each event table of the queue and
-- each operation. Nothing is written where what it takes for granted is not so. It notes in v_done whether all
-- is written, which it is, too, where there are no rows.
--   i_queue_id: the queue
--   i_relation: the table as it is now
--   i_table_name: its name in the set
create or replace function jlondiste.capture_short_branches(i_queue_id int4, i_relation oid, i_table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- so many rows of an update are looked at one beside the other; of more a join is to tell
  c_few constant int4 := 17;
  v_queue record;
  v_keys text[] := (select k.key_names from jlondiste.capture_key(i_relation) k);
  v_columns text := jlondiste.capture_columns(i_relation);
  v_shape text := jlondiste.capture_shape(i_relation);
  v_operations text[] := array['INSERT', 'UPDATE', 'DELETE'];
  v_source text := '';
  v_key text;
  v_first bool;
begin
  select q.* into v_queue from pgq.queue q where q.queue_id = i_queue_id;
  -- a key may have another name by the time the command is read: the first column is named by its place, for
  -- others it is asked before
  v_first := array_upper(v_keys, 1) = 1 and v_keys[1] = (v_columns::text[])[1];
  select case
      when v_first then 'r."jlondiste key"::pg_catalog.text collate pg_catalog."C"'
      when count(*) = 1 then min(c.value)
      else 'array[' || string_agg(c.value, ', ' order by c.position) || ']'
    end
    into v_key
  from (
    select i as position, format('r.%I::pg_catalog.text collate pg_catalog."C"', v_keys[i]) as value
    from generate_subscripts(v_keys, 1) as i) as c;
  if v_keys is null then
    -- an update would be two statements
    v_operations := array['INSERT', 'DELETE'];
  end if;
  for i in 0 .. v_queue.queue_ntables - 1 loop
    v_source := v_source || format('
      %s v_guess operator(pg_catalog.=) %L then', case when i = 0 then 'if' else 'elsif' end, i);
    for o in 1 .. array_upper(v_operations, 1) loop
      v_source := v_source || format('
        %1$s tg_op operator(pg_catalog.=) %2$L then%15$s
          insert into %3$s (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3)
          /* fails if the text of a row passes 1 GB */
          select %4$s, pg_catalog.now(), %2$L, ("jlondiste row".*)::pg_catalog.text, %5$L, %6$L, %7$L
          from %8$s as "jlondiste row"
          where jlondiste.capture_fits(%9$s, %10$L)
            and (
              select q.queue_cur_table operator(pg_catalog.=) %11$s and not q.queue_disable_insert
                and q.queue_ev_id_source operator(pg_catalog.%12$s) ''wal''
              from pgq.queue as q
              where q.queue_id operator(pg_catalog.=) %13$s)%14$s;
          v_done := found;%16$s
          if not v_done then
            v_done := not exists (select 1 from %8$s);
          end if;',
        case when o = 1 then 'if' else 'elsif' end,
        v_operations[o],
        jlondiste.capture_event_table(v_queue.queue_data_pfx, i),
        case when v_queue.queue_ev_id_source = 'wal' then 'jlondiste.wal_position()'
          else format('pg_catalog.nextval(%L)', v_queue.queue_event_seq) end,
        i_table_name, v_columns, v_keys::text,
        case when v_operations[o] = 'DELETE' then 'old_rows' else 'new_rows' end,
        i_relation, v_shape,
        i,
        case when v_queue.queue_ev_id_source = 'wal' then '=' else '<>' end,
        i_queue_id,
        case when v_operations[o] = 'UPDATE' then format('
            and (
              select k.new_keys operator(pg_catalog.=) k.old_keys
                and pg_catalog.array_upper(k.new_keys, 1) operator(pg_catalog.<) %1$s
              from (
                select array(select %2$s from new_rows as %3$s limit %1$s) as new_keys,
                  array(select %2$s from old_rows as %3$s limit %1$s) as old_keys
                offset 0) as k)', c_few, v_key, case when v_first then 'r ("jlondiste key")' else 'r' end) else '' end,
        case when v_operations[o] = 'UPDATE' and not v_first then format('
          if exists (select 1 from new_rows where jlondiste.capture_fits(%s, %L)) then', i_relation, v_shape) else '' end,
        case when v_operations[o] = 'UPDATE' and not v_first then '
          end if;' else '' end);
    end loop;
    v_source := v_source || '
        end if;';
  end loop;
  return v_source || '
      end if;';
end;
$$;
