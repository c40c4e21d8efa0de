-- Sets a sequence forward to the value that the root published.
-- :queue     name of the set's queue
-- :sequence  name of the sequence
-- :value     the published value
select a.ret_code, a.ret_note from londiste.global_update_seq(:queue, :sequence, :value) a
