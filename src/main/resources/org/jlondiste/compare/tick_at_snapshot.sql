-- Makes a tick that stands for what another session sees. The caller holds the ticks.
-- :queue     name of the queue
-- :snapshot  of that session
select jlondiste.tick_at_snapshot(:queue, cast(:snapshot as pg_catalog.txid_snapshot)) as tick_id
