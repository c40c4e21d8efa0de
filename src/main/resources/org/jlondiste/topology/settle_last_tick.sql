-- Lets the last tick of a queue that is about to be opened say what is visible now.
--   queue: its name
select jlondiste.settle_last_tick(:queue)
