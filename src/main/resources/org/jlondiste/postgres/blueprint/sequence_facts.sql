--@ since 100000
-- How one sequence counts.
-- :schema, :sequence  its name
select pg_catalog.format_type(q.seqtypid, null) as type,
       q.seqincrement as increment_by, q.seqmin as min_value, q.seqmax as max_value,
       q.seqstart as start_value, q.seqcache as cache_value, q.seqcycle as is_cycled,
       cast(c.relacl as text[]) as acl,
       pg_catalog.pg_get_userbyid(c.relowner) as owner,
       pg_catalog.obj_description(c.oid, 'pg_class') as description
  from pg_catalog.pg_sequence q
       join pg_catalog.pg_class c on c.oid = q.seqrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:sequence as name)
