-- Trigger function: notes that a statement on a captured table begins, so that capture notices
-- statements that end inside others. These servers do not tell how deep the call stack is; so
-- every statement that begins while another is open counts as deeper.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_begins()
returns trigger
language plpgsql
as $$
declare
  v_open text := coalesce(jlondiste.open_statements(), '');
begin
  if pg_catalog.current_setting('session_replication_role') <> 'local' then
    perform pg_catalog.set_config(
      'jlondiste.statements',
      pg_catalog.concat(
        v_open, ' ', tg_argv[0], ':', tg_op, '.',
        pg_catalog.length(v_open) - pg_catalog.length(pg_catalog.replace(v_open, ' ', ''))),
      true);
  end if;
  return null;
end;
$$;
