-- Notes where the time of a node's work goes.
--   queue: name of the set's queue
--   work: which work
--   span: since the worker began, or since it noted before
--   seconds: how long that is
--   parts, events, rows, bytes: how much was done
--   wait, read, decode, apply, commit: how many seconds that took
insert into jlondiste.stages (
  queue_name, work, span, seconds, parts, events, row_count, bytes,
  wait_seconds, read_seconds, decode_seconds, apply_seconds, commit_seconds)
values (
  :queue, :work, :span, :seconds, :parts, :events, :rows, :bytes,
  :wait, :read, :decode, :apply, :commit)
