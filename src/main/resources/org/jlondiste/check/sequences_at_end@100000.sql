-- Sequences that have given nine tenths of their values.
select pg_catalog.quote_ident(s.schemaname) || '.' || pg_catalog.quote_ident(s.sequencename) as object,
       s.last_value, s.max_value
  from pg_catalog.pg_sequences s
 where not s.cycle
   and s.increment_by > 0
   and s.last_value > s.max_value / 10 * 9
 order by 1
