-- Trigger function: notes that a statement on a captured table has ended and its rows are captured.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_ends()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_setting('session_replication_role') <> 'local' then
    perform jlondiste.statement_ended(tg_argv[0], tg_op, null, jlondiste.open_statements());
  end if;
  return null;
end;
$$;
