-- Trigger function: notes that a statement on a captured table begins, so that capture notices
-- statements that end inside others. These servers do not tell how deep the call stack is; so
-- every statement that begins while another is open counts as deeper.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_begins()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open text := coalesce(jlondiste.open_statements(), '');
begin
  if current_setting('session_replication_role') <> 'local' then
    perform set_config(
      'jlondiste.statements',
      concat(
        v_open, ' ', tg_argv[0], ':', tg_op, '.',
        length(v_open) - length(replace(v_open, ' ', ''))),
      true);
  end if;
  return null;
end;
$$;
