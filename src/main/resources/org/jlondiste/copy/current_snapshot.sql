-- The transactions whose changes this one sees.
select pg_catalog.txid_current_snapshot()::text as snapshot
