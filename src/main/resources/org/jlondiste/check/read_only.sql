-- The database, if transactions of this role are read-only unless they say otherwise.
select pg_catalog.current_database() as object,
       pg_catalog.quote_ident(pg_catalog.current_database()) as quoted
  from pg_catalog.pg_settings s
 where s.name = 'default_transaction_read_only'
   and s.reset_val = 'on'
