-- Notes that a statement on a captured table begins, so that capture notices statements that end
-- inside others. The note is an entry ' relation:operation.depth' in a setting of the transaction.
create or replace function jlondiste.statement_begins()
returns trigger
language plpgsql
as $$
begin
  if pg_catalog.current_setting('session_replication_role') <> 'local' then
    perform pg_catalog.set_config(
      'jlondiste.statements',
      pg_catalog.concat(
        pg_catalog.current_setting('jlondiste.statements', true),
        ' ', tg_relid, ':', tg_op, '.', pg_catalog.pg_trigger_depth()),
      true);
  end if;
  return null;
end;
$$;
