-- Makes those triggers of a captured table, and of its partitions, that are not there, and takes them
-- off partitions that are none any more.
--   i_queue_name: the queue
--   i_table_name: the table's name in the set
--   i_relation: the table
create or replace function jlondiste.capture_triggers(
  i_queue_name text, i_table_name text, i_relation oid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c_version constant int4 := current_setting('server_version_num')::int4;
  v_queue_id int4 := (select q.queue_id from pgq.queue q where q.queue_name = i_queue_name);
  v_execute text := 'execute procedure jlondiste.' || quote_ident('capture_' || v_queue_id || '_' || i_relation) || '()';
  v_noted text := quote_literal(v_queue_id || '.' || jlondiste.capture_family(i_relation));
  v_arguments text := quote_literal(i_queue_name) || ', ' || quote_literal(i_table_name);
  v_end bytea := decode('00', 'hex');
  v_row record;
  v_former oid[];
begin
  if jlondiste.capture_kind(i_relation) = 'statement' then
    perform jlondiste.capture_trigger(i_queue_name, '_begins', 'before insert or update or delete', i_relation,
      'for each statement execute procedure jlondiste.statement_begins(' || v_noted || ')');
    perform jlondiste.capture_trigger(i_queue_name, '_insert', 'after insert', i_relation,
      'referencing new table as new_rows for each statement ' || v_execute);
    perform jlondiste.capture_trigger(i_queue_name, '_update', 'after update', i_relation,
      'referencing old table as old_rows new table as new_rows for each statement ' || v_execute);
    perform jlondiste.capture_trigger(i_queue_name, '_delete', 'after delete', i_relation,
      'referencing old table as old_rows for each statement ' || v_execute);
  else
    for v_row in select r.relation, r.has_rows from jlondiste.capture_relations(i_relation) r loop
      -- since version 11 partitions have the row triggers of their table by themselves
      if v_row.has_rows or c_version >= 110000 then
        perform jlondiste.capture_trigger(i_queue_name, '', 'after insert or update or delete', v_row.relation,
          'for each row ' || v_execute);
      end if;
      if c_version >= 90200 then
        perform jlondiste.capture_trigger(i_queue_name, '_begins', 'before insert or update or delete', v_row.relation,
          'for each statement execute procedure jlondiste.statement_begins(' || v_noted || ')');
        perform jlondiste.capture_trigger(i_queue_name, '_ends', 'after insert or update or delete', v_row.relation,
          'for each statement execute procedure jlondiste.statement_ends(' || v_noted || ')');
      end if;
      if v_row.relation <> i_relation and v_row.has_rows then
        perform jlondiste.capture_trigger(i_queue_name, '_truncate', 'before truncate', v_row.relation,
          'for each statement execute procedure jlondiste.capture_truncate_partition('
            || v_arguments || ', ' || i_relation || ')');
      elsif v_row.relation = i_relation and not v_row.has_rows then
        perform jlondiste.capture_trigger(i_queue_name, '_truncates', 'before truncate', v_row.relation,
          'for each statement execute procedure jlondiste.capture_truncate_begins()');
        perform jlondiste.capture_trigger(i_queue_name, '_truncated', 'after truncate', v_row.relation,
          'for each statement execute procedure jlondiste.capture_truncate_ends()');
      end if;
    end loop;
    -- found by what the catalog has an index for: pg_trigger is large where many tables are captured
    select array(
      select o.tgrelid
      from pg_proc f
      join pg_namespace s on s.oid = f.pronamespace
      join pg_depend d on d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid
      join pg_trigger o on d.classid = 'pg_trigger'::regclass and o.oid = d.objid
      where f.proname = 'capture_truncate_partition' and s.nspname = 'jlondiste'
        and o.tgargs = convert_to(i_queue_name, getdatabaseencoding()) || v_end
          || convert_to(i_table_name, getdatabaseencoding()) || v_end || convert_to(i_relation::text, 'SQL_ASCII') || v_end)
    into v_former;
    for v_row in
      select t.tgrelid, t.tgname
      from pg_trigger t
      join pg_proc p on p.oid = t.tgfoid
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'jlondiste'
        and t.tgname in (
          select jlondiste.trigger_name(i_queue_name, e.ending)
          from (values (''), ('_begins'), ('_ends'), ('_truncate')) as e (ending))
        and t.tgrelid = any (v_former)
        and t.tgrelid not in (select r.relation from jlondiste.capture_relations(i_relation) r)
    loop
      execute 'drop trigger ' || quote_ident(v_row.tgname) || ' on ' || v_row.tgrelid::regclass;
    end loop;
  end if;
  perform jlondiste.capture_trigger(i_queue_name, '_truncate', 'after truncate', i_relation,
    'for each statement execute procedure jlondiste.capture_truncate(' || v_arguments || ')');
end;
$$;
