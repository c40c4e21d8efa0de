-- Makes a tick that stands for what another session sees, where PgQ's own ticker makes the others.
-- The caller holds the ticks.
-- :queue     name of the queue
-- :snapshot  of that session
insert into pgq.tick (tick_queue, tick_id, tick_snapshot, tick_event_seq)
select q.queue_id,
       pg_catalog.nextval(cast(q.queue_tick_seq as pg_catalog.regclass)),
       cast(:snapshot as pg_catalog.txid_snapshot),
       pgq.seq_getval(q.queue_event_seq)
  from pgq.queue q
 where q.queue_name = :queue
   and not q.queue_external_ticker
   and not q.queue_ticker_paused
returning tick_id
