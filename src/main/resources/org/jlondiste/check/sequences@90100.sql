-- Sequences, and how they count if this role may know; PostgreSQL 9.1 to 9.6.
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       case when pg_catalog.has_sequence_privilege(c.oid, 'select') then (
         select 'increment ' || s.increment || ', ' || s.minimum_value || ' to '
                || case when s.maximum_value in (32767, 2147483647, 9223372036854775807) then 'the end of its type'
                        else s.maximum_value::text end
                || case when s.cycle_option then ', cycle' else '' end
           from pg_catalog.pg_sequence_parameters(c.oid) s) end as definition
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
 order by 1
