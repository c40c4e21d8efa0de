-- Puts the guards on the tables in which workers note what they do, whoever made these tables, unless they are there.
-- They fire under any session_replication_role: workers are replicas.
create or replace function jlondiste.guard_nodes() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_guard record;
begin
  for v_guard in
    select g.schema_name, g.table_name, g.function_name
    from (values
      (1, 'londiste', 'table_info', 'guard_table_state'),
      (2, 'pgq_node', 'local_state', 'guard_position')) g (place, schema_name, table_name, function_name)
    join pg_namespace n on n.nspname = g.schema_name
    join pg_class c on c.relnamespace = n.oid and c.relname = g.table_name
    where not exists (
      select 1
      from pg_trigger t
      where t.tgrelid = c.oid and t.tgname = 'jlondiste_' || g.function_name)
    -- as workers go through them, and locked once for all: a worker may be at work
    order by g.place
  loop
    begin
      execute 'lock table ' || v_guard.schema_name || '.' || v_guard.table_name || ' in access exclusive mode';
      execute 'create trigger jlondiste_' || v_guard.function_name
        || ' before update on ' || v_guard.schema_name || '.' || v_guard.table_name
        || ' for each row execute procedure jlondiste.' || v_guard.function_name || '()';
      execute 'alter table ' || v_guard.schema_name || '.' || v_guard.table_name
        || ' enable always trigger jlondiste_' || v_guard.function_name;
    exception when insufficient_privilege then
      raise warning 'table %.% belongs to somebody else: nothing will keep a worker of Londiste from leaving out what a stopped table missed',
        v_guard.schema_name, v_guard.table_name;
    end;
  end loop;
end;
$$;
