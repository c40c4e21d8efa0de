-- Sees to it that no other session makes a tick until the transaction ends.
-- :queue  name of the queue
select jlondiste.hold_ticks(:queue) as held
