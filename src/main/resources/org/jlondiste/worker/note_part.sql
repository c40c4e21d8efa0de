-- Notes in the combined queue how far this queue has come.
--   combined: the queue that is fed
--   part: this queue
--   tick: how far
--   incomplete: tables of this queue that are not complete here
select jlondiste.note_part(:combined, :part, :tick, :incomplete)
