-- All sequences of the set that this node has heard of, in order of registration.
-- :queue     name of the set's queue
select s.seq_name, s.last_value, s.local from londiste.get_seq_list(:queue) s
