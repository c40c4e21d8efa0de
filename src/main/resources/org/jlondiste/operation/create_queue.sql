-- Makes a queue; 0 if it is there.
-- :queue  its name
select pgq.create_queue(:queue) as created
