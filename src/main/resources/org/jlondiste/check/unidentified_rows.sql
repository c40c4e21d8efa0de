--@ since 100000
-- Tables whose updates and deletes a publication for all tables refuses.
select n.nspname as schema_name, c.relname as table_name, p.pubname as publication
  from pg_catalog.pg_publication p,
       pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where p.puballtables
   and (p.pubupdate or p.pubdelete)
   and c.relkind = 'r'
   and c.relpersistence = 'p'
   and (c.relreplident = 'n'
        or c.relreplident = 'd'
           and not exists (select 1 from pg_catalog.pg_index x where x.indrelid = c.oid and x.indisprimary))
