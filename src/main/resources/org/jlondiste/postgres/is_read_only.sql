-- Would a transaction that begins now refuse to write?
select pg_catalog.current_setting('transaction_read_only') operator(pg_catalog.=) 'on'
