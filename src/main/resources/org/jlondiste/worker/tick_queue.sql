-- Makes a tick in one queue if one is due; null if none is.
--   queue: its name
select pgq.ticker(:queue) as tick
