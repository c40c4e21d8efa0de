--@ since 100000
-- Sequences that have given nine tenths of their values.
-- What is looked at stays locked until the transaction ends: so only a portion of them at a time.
-- :portions  how many portions there are
-- :portion   which one, from 0 on
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(x.relname) as object,
       x.last_value, x.seqmax as max_value
  from (select c.relname, c.relnamespace, s.seqmax,
               case when pg_catalog.has_sequence_privilege(c.oid, 'select,usage')
                    then pg_catalog.pg_sequence_last_value(c.oid) end as last_value
          from (select c.oid, c.relname, c.relnamespace
                  from pg_catalog.pg_class c
                 where c.relkind = 'S'
                   and pg_catalog.abs(pg_catalog.hashtext(cast(c.oid as text)) % cast(:portions as int4)) = cast(:portion as int4)
                offset 0) c
               join pg_catalog.pg_sequence s on s.seqrelid = c.oid
         where not s.seqcycle
           and s.seqincrement > 0) x
       join pg_catalog.pg_namespace n on n.oid = x.relnamespace
 where x.last_value > x.seqmax / 10 * 9
 order by 1
