-- Takes note of what tables are now.
--   queue: the set
--   announced: all nodes make the changes since the last look
select jlondiste.watch_capture(:queue, :announced)
