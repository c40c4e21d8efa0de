-- Notes that the provider is not spared, or not as before.
--   queue: name of the set's queue
delete from jlondiste.restraint where queue_name = :queue
