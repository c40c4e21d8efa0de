-- Asks for a tick at the next opportunity.
--   queue: its name
select pgq.force_tick(:queue) as tick
