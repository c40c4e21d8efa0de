-- Time limits that sessions of this role begin with.
select s.name as object,
       s.reset_val || coalesce(' ' || s.unit, '') as value
  from pg_catalog.pg_settings s
 where s.name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                  'idle_session_timeout', 'transaction_timeout')
   and s.reset_val <> '0'
 order by s.name
