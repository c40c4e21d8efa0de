-- Trigger function: writes the event of a TRUNCATE.
--   first argument: the queue
--   second argument: the table's name in the set
create or replace function jlondiste.capture_truncate()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_setting('session_replication_role') = 'local' then
    return null;
  end if;
  perform pgq.insert_event(tg_argv[0], 'R', '', tg_argv[1], null, null, null);
  return null;
end;
$$;
