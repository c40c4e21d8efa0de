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
  v_relation oid;
  v_table text := londiste.quote_fqname(i_dest_table);
  v_kind text;
  v_function text;
  v_execute text;
  v_queue_id int4;
begin
  select q.queue_id into v_queue_id from pgq.queue q where q.queue_name = i_queue_name;
  if v_queue_id is null then
    raise exception 'no such event queue: %', i_queue_name;
  end if;
  v_relation := v_table::regclass::oid;
  v_kind := jlondiste.capture_kind(v_relation);
  v_function := 'jlondiste.' || quote_ident('capture_' || v_queue_id || '_' || v_relation);
  v_execute := ' execute procedure ' || v_function || '()';

  perform jlondiste.uncapture_table(i_queue_name, i_dest_table);
  perform jlondiste.capture_refresh(v_queue_id, v_relation, i_table_name);
  if v_kind = 'row' then
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, ''))
      || ' after insert or update or delete on ' || v_table || ' for each row' || v_execute;
  else
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_begins'))
      || ' before insert or update or delete on ' || v_table
      || ' for each statement execute procedure jlondiste.statement_begins()';
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_insert')) || ' after insert on ' || v_table
      || ' referencing new table as new_rows for each statement' || v_execute;
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_update')) || ' after update on ' || v_table
      || ' referencing old table as old_rows new table as new_rows for each statement' || v_execute;
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_delete')) || ' after delete on ' || v_table
      || ' referencing old table as old_rows for each statement' || v_execute;
  end if;
  execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_truncate')) || ' after truncate on ' || v_table
    || ' for each statement execute procedure jlondiste.capture_truncate('
    || quote_literal(i_queue_name) || ', ' || quote_literal(i_table_name) || ')';
  return v_kind;
end;
$$;
