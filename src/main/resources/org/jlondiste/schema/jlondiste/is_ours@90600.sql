-- Does this session work for a node as one of ours? Such a session holds a lock, that of a worker or that of a command
-- that stands in for one; a worker's has a setting as well, which is found sooner. A lock that somebody else's session
-- holds says nothing: sessions may outlive their process.
create or replace function jlondiste.is_ours() returns bool
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(current_setting('jlondiste.worker', true), '') = 'on' or exists (
    select 1
    from pg_locks l
    where l.pid = pg_backend_pid()
      and l.locktype = 'advisory'
      and l.granted
      and l.classid::int8 = 7106
      and l.objsubid = 2);
end;
$$;
