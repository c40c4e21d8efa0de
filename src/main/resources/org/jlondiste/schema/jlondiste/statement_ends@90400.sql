-- Trigger function: notes that a statement on a captured table has ended and its rows are captured.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_ends()
returns trigger
language plpgsql
as $$
declare
  v_open text := jlondiste.open_statements();
  v_stack text;
  v_level int4;
begin
  if pg_catalog.current_setting('session_replication_role') = 'local' then
    return null;
  end if;
  get diagnostics v_stack = pg_context;
  v_level := pg_catalog.length(v_stack) - pg_catalog.length(pg_catalog.replace(v_stack, E'\n', ''));
  if v_open = pg_catalog.concat(' ', tg_argv[0], ':', tg_op, '.', v_level) then
    perform pg_catalog.set_config('jlondiste.statements', '', true);
  else
    perform jlondiste.statement_ended(tg_argv[0], tg_op, v_level, v_open);
  end if;
  return null;
end;
$$;
