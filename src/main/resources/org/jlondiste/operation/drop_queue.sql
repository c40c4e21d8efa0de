-- Drops a queue with all that is in it.
-- :queue  its name
-- :force  take its consumers off first
select pgq.drop_queue(:queue, :force) as dropped
