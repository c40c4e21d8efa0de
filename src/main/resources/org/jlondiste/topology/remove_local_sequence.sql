-- Lets this node no longer replicate a sequence.
-- :queue     name of the set's queue
-- :sequence  name of the sequence
select a.ret_code, a.ret_note from londiste.local_remove_seq(:queue, :sequence) a
