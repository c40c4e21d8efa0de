-- Captures no table of a queue any more.
-- :name   of the queue
select (removed.answer).ret_code as ret_code, (removed.answer).ret_note as ret_note
  from (select londiste.local_remove_table(t.queue_name, t.table_name) as answer
          from londiste.table_info t
         where t.queue_name = :name
        offset 0) as removed
