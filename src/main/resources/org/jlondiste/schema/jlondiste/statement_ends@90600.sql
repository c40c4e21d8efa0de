-- Trigger function: notes that a statement on a captured table has ended and its rows are captured. It
-- runs under the search_path of the application; so every name and operator in it is qualified.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_ends()
returns trigger
language plpgsql
security definer
as $$
declare
  v_open pg_catalog.text := pg_catalog.current_setting('jlondiste.statements', true);
  v_stack pg_catalog.text;
  v_level pg_catalog.int4;
  v_nested pg_catalog.bool;
begin
  if pg_catalog.current_setting('session_replication_role') operator(pg_catalog.=) 'local' then
    return null;
  end if;
  get diagnostics v_stack = pg_context;
  v_level := pg_catalog.length(v_stack)
    operator(pg_catalog.-) pg_catalog.length(pg_catalog.replace(v_stack, E'\n', ''));
  if v_open operator(pg_catalog.=) pg_catalog.concat(' ', tg_argv[0], ':', tg_op, '.', v_level) then
    v_stack := pg_catalog.set_config('jlondiste.statements', '', true);
  else
    v_nested := jlondiste.statement_ended(tg_argv[0], tg_op, v_level, v_open);
  end if;
  return null;
end;
$$;
