-- Foreign keys from and to tables, except those that a partition has from its parent.
--   oids: of the tables
select fn.nspname || '.' || f.relname as from_table, k.conname::text as fkey_name
from pg_catalog.pg_constraint k
join pg_catalog.pg_class f on f.oid = k.conrelid
join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
where k.contype = 'f'
  and (k.conrelid = any (cast(cast(:oids as text[]) as oid[])) or k.confrelid = any (cast(cast(:oids as text[]) as oid[])))
  and not jlondiste.inherited_constraint(k.oid)
order by 1, 2
