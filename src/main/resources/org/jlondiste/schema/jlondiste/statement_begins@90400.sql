-- Trigger function: notes that a statement on a captured table begins, so that capture notices
-- statements that end inside others.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_begins()
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
  if v_open <> '' then
    v_open := jlondiste.statement_opened(v_open, tg_argv[0] || ':' || tg_op, v_level);
  else
    v_open := pg_catalog.concat(' ', tg_argv[0], ':', tg_op, '.', v_level);
  end if;
  perform pg_catalog.set_config('jlondiste.statements', v_open, true);
  return null;
end;
$$;
