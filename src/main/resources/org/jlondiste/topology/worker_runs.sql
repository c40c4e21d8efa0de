-- Does a worker hold the lock of this database's node? Without the schema that workers of ours
-- need, nothing is known.
--   queue: name of the set's queue
select exists (
    select 1
      from pg_catalog.pg_locks l
      join pg_catalog.pg_database d on d.oid = l.database
     where l.locktype = 'advisory' and l.granted
       and d.datname = pg_catalog.current_database()
       and l.classid::int8 = 7106 and l.objsubid = 2
       and l.objid::int8
           = (pg_catalog.hashtext('worker ' || :queue)::int8 + 4294967296) % 4294967296) as running,
    exists (
    select 1 from pg_catalog.pg_namespace n where n.nspname = 'jlondiste') as ours
