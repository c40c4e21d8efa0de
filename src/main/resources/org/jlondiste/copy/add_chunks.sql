-- Notes the chunks that are to be copied: up to the first bound, from each to the next, and behind the last.
--   queue, table: which
--   bounds: the values of all bounds, one bound behind the other
--   width: how many values a bound has
insert into jlondiste.copy_chunk (queue_name, table_name, chunk_nr, lower_bound, upper_bound)
select cast(:queue as text), cast(:table as text), b.chunk_nr,
  case when b.chunk_nr > 1 then b.flat[(b.chunk_nr - 2) * b.width + 1 : (b.chunk_nr - 1) * b.width] end,
  case when b.chunk_nr <= b.bounds then b.flat[(b.chunk_nr - 1) * b.width + 1 : b.chunk_nr * b.width] end
from (
  select a.flat, a.width, a.bounds, generate_series(1, a.bounds + 1) as chunk_nr
  from (
    select cast(:bounds as text[]) as flat, cast(:width as int) as width,
      array_upper(cast(:bounds as text[]), 1) / cast(:width as int) as bounds
  ) a
) b
