-- Makes the capture of the set's tables fit what they are now.
--   queue: the set
select jlondiste.tend_capture(:queue)
