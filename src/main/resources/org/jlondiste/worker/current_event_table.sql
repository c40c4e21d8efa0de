-- The table into which events are written in this transaction.
--   queue: its name
select pgq.current_event_table(:queue) as event_table
