-- Notes that the provider is spared.
--   queue: name of the set's queue
--   percent: part of the time that is spent reading
--   reason: in the operator's words
insert into jlondiste.restraint (queue_name, percent, reason)
values (:queue, cast(:percent as int4), :reason)
