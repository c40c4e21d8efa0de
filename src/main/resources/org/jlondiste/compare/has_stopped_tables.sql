-- Does the worker of this database's nodes note which tables stopped?
select exists (
    select 1
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'jlondiste' and c.relname = 'stopped_table') as there
