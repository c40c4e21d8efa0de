-- Sets session_replication_role for a worker that is no superuser; is_local: until the end of the transaction only.
create or replace function londiste.set_session_replication_role(val text, is_local bool) returns void as $$
begin
    if val is null or val not in ('origin', 'replica', 'local') then
        raise exception 'bad value for session_replication_role: %', coalesce(val, 'NULL');
    end if;
    perform set_config('session_replication_role', val, coalesce(is_local, false));
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
