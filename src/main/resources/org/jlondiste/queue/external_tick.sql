-- Makes a tick that was made elsewhere.
--   queue: its name
--   tick, time, sequence: of that tick
select pgq.ticker(:queue, :tick, cast(:time as timestamptz), :sequence) as tick
