-- Takes a sequence off the list of the set.
-- :queue     name of the set's queue
-- :sequence  name of the sequence
select a.ret_code, a.ret_note from londiste.global_remove_seq(:queue, :sequence) a
