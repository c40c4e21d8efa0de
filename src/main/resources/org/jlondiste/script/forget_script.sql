-- Forgets an earlier script of the same name, which the root has forgotten already.
--   queue, file, sql: of the new script
--   sent_at: when the root ran the new one
delete from londiste.applied_execute
where queue_name = :queue
    and execute_file = :file
    and (execute_sql <> :sql or execute_time < :sent_at::timestamptz - interval '2 months')
