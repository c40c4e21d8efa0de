-- The version of the queue's SQL interface.
select pgq.version() as version
