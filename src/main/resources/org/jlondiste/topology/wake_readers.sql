-- Lets the workers that wait for ticks in this database look again.
notify pgq_tick
