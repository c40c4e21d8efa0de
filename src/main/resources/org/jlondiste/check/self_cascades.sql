-- Tables with a foreign key to themselves that changes further rows.
select n.nspname as schema_name, c.relname as table_name, k.conname as item
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where k.contype = 'f'
   and k.conrelid = k.confrelid
   and (k.confupdtype in ('c', 'n', 'd') or k.confdeltype in ('c', 'n', 'd'))
