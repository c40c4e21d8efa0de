-- Makes a tick that was made elsewhere, behind the events that this transaction wrote.
--   queue: its name
--   tick, time, sequence: of that tick
--   highest: the highest id among the events, 0 if it is not known
select jlondiste.repeat_tick(:queue, :tick, cast(:time as timestamptz), :sequence, :highest) as tick
