-- Lets this node replicate a sequence.
-- :queue     name of the set's queue
-- :sequence  name of the sequence
select a.ret_code, a.ret_note from londiste.local_add_seq(:queue, :sequence) a
