-- Trigger function: notes that a statement on a captured table begins, so that capture notices
-- statements that end inside others.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_begins()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open text := jlondiste.open_statements();
  v_stack text;
  v_level int4;
begin
  if current_setting('session_replication_role') = 'local' then
    return null;
  end if;
  get diagnostics v_stack = pg_context;
  v_level := length(v_stack) - length(replace(v_stack, E'\n', ''));
  if v_open <> '' then
    v_open := jlondiste.statement_opened(v_open, tg_argv[0] || ':' || tg_op, v_level);
  else
    v_open := concat(' ', tg_argv[0], ':', tg_op, '.', v_level);
  end if;
  perform set_config('jlondiste.statements', v_open, true);
  return null;
end;
$$;
