-- What does this transaction see?
select pg_catalog.txid_current_snapshot()::text as snapshot
