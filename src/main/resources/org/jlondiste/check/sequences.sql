-- Sequences; before PostgreSQL 9.1, where the catalog does not say how they count.
-- What is looked at stays locked until the transaction ends: so only a portion of them at a time.
-- :portions  how many portions there are
-- :portion   which one, from 0 on
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       cast(null as text) as definition
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and pg_catalog.abs(pg_catalog.hashtext(cast(c.oid as text)) % cast(:portions as int4)) = cast(:portion as int4)
 order by 1
