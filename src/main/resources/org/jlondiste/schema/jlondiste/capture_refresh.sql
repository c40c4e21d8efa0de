-- Makes a table's trigger function fit the table as it is now.
--   i_queue_id: the queue
--   i_relation: the table
--   i_table_name: its name in the set
--   i_complete: whether the triggers are all there, too
create or replace function jlondiste.capture_refresh(
  i_queue_id int4, i_relation oid, i_table_name text, i_complete bool)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
-- the check would keep every function in the memory of the session
set check_function_bodies = off
as $$
declare
  v_function text := 'jlondiste.' || quote_ident('capture_' || i_queue_id || '_' || i_relation) || '()';
  v_source text;
begin
  if jlondiste.capture_kind(i_relation) = 'row' then
    v_source := jlondiste.capture_row_source(i_queue_id, i_relation, i_table_name);
  else
    v_source := jlondiste.capture_statement_source(i_queue_id, i_relation, i_table_name);
  end if;
  execute 'create or replace function ' || v_function
    || ' returns trigger language plpgsql security definer ' || jlondiste.capture_function_settings(i_relation)
    || ' as ' || quote_literal(
      '-- fits ' || case when i_complete then jlondiste.capture_fingerprint(i_queue_id, i_relation) else '' end
      || v_source);
  execute 'comment on function ' || v_function || ' is ' || quote_literal(i_table_name);
end;
$$;
