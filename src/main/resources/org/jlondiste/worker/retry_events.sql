-- Puts some due events of the retry queue back into their queues; how many.
select pgq.maint_retry_events() as moved
