-- The tables whose triggers write to a queue: the queue's name is the first argument of such a trigger.
-- :queue  its name
select distinct pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as table_name
  from pg_catalog.pg_trigger t
       join pg_catalog.pg_class c on c.oid = t.tgrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_proc p on p.oid = t.tgfoid
       join pg_catalog.pg_namespace f on f.oid = p.pronamespace
 where f.nspname in ('pgq', 'jlondiste')
   and t.tgnargs > 0
   and pg_catalog.split_part(pg_catalog.encode(t.tgargs, 'escape'), E'\\000', 1)
       = pg_catalog.encode(pg_catalog.convert_to(:queue, pg_catalog.getdatabaseencoding()), 'escape')
 order by 1
