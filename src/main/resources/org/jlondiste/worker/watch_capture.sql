-- Looks whether tables were altered without a word to the set; how many there were.
--   queue: the set
select jlondiste.watch_capture(:queue, false) as changed
