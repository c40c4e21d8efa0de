-- Unregisters a consumer.
--   queue, consumer: who leaves
select pgq.unregister_consumer(:queue, :consumer) as unregistered
