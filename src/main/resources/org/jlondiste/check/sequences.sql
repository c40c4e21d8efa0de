-- Sequences, and how they count.
-- What is looked at stays locked until the transaction ends: so only a portion of them at a time.
-- :portions  how many portions there are
-- :portion   which one, from 0 on
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       --@ before 90100
       cast(null as text) as definition
       --@ since 90100 before 100000
       case when pg_catalog.has_sequence_privilege(c.oid, 'select') then (
         select 'increment ' || s.increment || ', ' || s.minimum_value || ' to '
                || case when s.maximum_value in (32767, 2147483647, 9223372036854775807) then 'the end of its type'
                        else s.maximum_value::text end
                || case when s.cycle_option then ', cycle' else '' end
           from pg_catalog.pg_sequence_parameters(c.oid) s) end as definition
       --@ since 100000
       'increment ' || s.seqincrement || ', ' || s.seqmin || ' to '
         || case when s.seqmax in (32767, 2147483647, 9223372036854775807) then 'the end of its type' else s.seqmax::text end
         || case when s.seqcycle then ', cycle' else '' end as definition
       --@ always
  from (select c.oid, c.relname, c.relnamespace
          from pg_catalog.pg_class c
         where c.relkind = 'S'
           and pg_catalog.abs(pg_catalog.hashtext(cast(c.oid as text)) % cast(:portions as int4)) = cast(:portion as int4)
        offset 0) c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_sequence s on s.seqrelid = c.oid  --@ since 100000
 where n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
 order by 1
