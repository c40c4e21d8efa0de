-- Publishes on the root how far its sequences are.
-- :queue     name of the set's queue
select a.ret_code, a.ret_note from londiste.root_check_seqs(:queue) a
