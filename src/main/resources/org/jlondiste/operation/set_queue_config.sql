-- Changes one setting of a queue.
-- :queue    its name
-- :setting  name of the setting
-- :value    as text
select pgq.set_queue_config(:queue, :setting, :value) as changed
