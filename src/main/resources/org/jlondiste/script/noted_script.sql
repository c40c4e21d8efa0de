-- The note that a script of this name was run here.
--   queue, file: of the script
--   sql: its text
select a.execute_sql = :sql as same, to_char(a.execute_time, 'YYYY-MM-DD HH24:MI') as ran_at
from londiste.applied_execute a
where a.queue_name = :queue and a.execute_file = :file
