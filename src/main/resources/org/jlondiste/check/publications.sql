--@ since 100000
-- Publications that take in all tables of the database, ours too.
select p.pubname as object
  from pg_catalog.pg_publication p
 where p.puballtables
 order by p.pubname
