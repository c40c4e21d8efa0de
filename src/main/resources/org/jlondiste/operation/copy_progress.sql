-- How far the copies of a queue's tables are.
-- :queue  name of the set's queue
select p.table_name,
       p.expected_rows,
       p.copied_at is not null as copied,
       coalesce(sum(c.rows_copied), 0) as rows_copied,
       coalesce(sum(c.bytes_copied), 0) as bytes_copied
  from jlondiste.copy p
       left join jlondiste.copy_chunk c
              on c.queue_name = p.queue_name and c.table_name = p.table_name
 where p.queue_name = :queue
 group by 1, 2, 3
