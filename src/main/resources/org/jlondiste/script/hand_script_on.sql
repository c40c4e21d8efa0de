-- Hands a script on to those that read from the queue which this one feeds.
--   combined: the queue that is fed
--   file, sql, attributes: of the script
select pgq.insert_event(:combined, 'EXECUTE', :sql, :file, :attributes, null, null) as event_id
