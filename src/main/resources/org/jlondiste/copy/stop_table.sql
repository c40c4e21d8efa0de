-- Notes that a table stopped.
--   queue, table: which
--   tick: the table is as it was at this tick
--   event, problem: what did not fit
insert into jlondiste.stopped_table (queue_name, table_name, tick_id, event_id, problem)
values (:queue, :table, :tick, :event, :problem)
