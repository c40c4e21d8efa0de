--@ since 100000
-- Tables that a subscription of this database writes to.
select n.nspname as schema_name, c.relname as table_name, s.subname as subscription,
       pg_catalog.quote_ident(s.subname) as quoted_subscription
  from pg_catalog.pg_subscription_rel sr
       join pg_catalog.pg_subscription s on s.oid = sr.srsubid
       join pg_catalog.pg_class c on c.oid = sr.srrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where s.subenabled
