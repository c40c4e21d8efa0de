-- Where the time of a node's work goes, as its worker has noted it.
--   queue: name of the set's queue
select s.work, s.span, s.seconds, cast(extract(epoch from pg_catalog.now() - s.noted_at) as float8) as age,
    s.parts, s.events, s.row_count, s.bytes,
    s.wait_seconds, s.read_seconds, s.decode_seconds, s.apply_seconds, s.commit_seconds
  from jlondiste.stages s
 where s.queue_name = :queue
 order by s.work, s.span
