-- Sequences, and how they count; from PostgreSQL 10 on.
-- What is looked at stays locked until the transaction ends: so only a portion of them at a time.
-- :portions  how many portions there are
-- :portion   which one, from 0 on
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       'increment ' || s.seqincrement || ', ' || s.seqmin || ' to '
         || case when s.seqmax in (32767, 2147483647, 9223372036854775807) then 'the end of its type' else s.seqmax::text end
         || case when s.seqcycle then ', cycle' else '' end as definition
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_sequence s on s.seqrelid = c.oid
 where c.relkind = 'S'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and pg_catalog.abs(pg_catalog.hashtext(cast(c.oid as text)) % cast(:portions as int4)) = cast(:portion as int4)
 order by 1
