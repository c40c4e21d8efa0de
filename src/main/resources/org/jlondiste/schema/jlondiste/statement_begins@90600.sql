-- Trigger function: notes that a statement on a captured table begins, so that capture notices
-- statements that end inside others; and takes away what rows of former statements have seen. It runs
-- under the search_path of the application, as pinning that would take longer than all else; so every
-- name and operator in it is qualified.
--   argument: queue and table, as 'id.oid'
create or replace function jlondiste.statement_begins()
returns trigger
language plpgsql
security definer
as $$
declare
  v_note pg_catalog.text;
begin
  get diagnostics v_note = pg_context;
  if pg_catalog.current_setting('session_replication_role') operator(pg_catalog.<>) 'local' then
    v_note := pg_catalog.set_config(
      'jlondiste.statements',
      case
        when pg_catalog.current_setting('jlondiste.statements', true) operator(pg_catalog.<>) '' then
          jlondiste.statement_opened(
            pg_catalog.current_setting('jlondiste.statements', true),
            pg_catalog.concat(tg_argv[0], ':', tg_op),
            pg_catalog.length(v_note) operator(pg_catalog.-) pg_catalog.length(pg_catalog.replace(v_note, E'\n', '')))
        else
          pg_catalog.concat(' ', tg_argv[0], ':', tg_op, '.',
            pg_catalog.length(v_note) operator(pg_catalog.-) pg_catalog.length(pg_catalog.replace(v_note, E'\n', '')))
      end,
      true);
    if pg_catalog.current_setting('jlondiste.seen', true) operator(pg_catalog.<>) '' then
      v_note := pg_catalog.set_config('jlondiste.seen', '', true);
    end if;
  end if;
  return null;
end;
$$;
