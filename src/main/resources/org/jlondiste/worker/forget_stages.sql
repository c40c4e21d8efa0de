-- Makes room for what is noted now of where the time of a node's work goes.
--   queue: name of the set's queue
delete from jlondiste.stages where queue_name = :queue
