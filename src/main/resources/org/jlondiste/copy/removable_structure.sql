-- Indexes of a table and the constraints that need them, each with the statements that take it off
-- and put it back. Those that belong to an index of a partitioned table cannot be taken off.
--   oid: of the table
select c.conname::text as object_name,
  c.contype = 'p' as is_key,
  'alter table only ' || c.conrelid::regclass || ' drop constraint ' || quote_ident(c.conname)
    as drop_statement,
  'alter table only ' || c.conrelid::regclass || ' add constraint ' || quote_ident(c.conname) || ' '
    || pg_catalog.pg_get_constraintdef(c.oid)
    || coalesce(
      '; comment on constraint ' || quote_ident(c.conname) || ' on ' || c.conrelid::regclass
        || ' is ' || quote_literal(pg_catalog.obj_description(c.oid, 'pg_constraint')), '')
    || case when i.indisclustered
      then '; alter table only ' || c.conrelid::regclass || ' cluster on ' || quote_ident(c.conname)
      else '' end
    as create_statement
from pg_catalog.pg_constraint c
join pg_catalog.pg_index i on i.indrelid = c.conrelid
join pg_catalog.pg_class x on x.oid = i.indexrelid and x.relname = c.conname
where c.conrelid = :oid
  and c.contype in ('p', 'u', 'x')
  and not exists (select 1 from pg_catalog.pg_inherits h where h.inhrelid = x.oid)
union all
select x.relname::text,
  false,
  'drop index ' || x.oid::regclass,
  pg_catalog.pg_get_indexdef(x.oid)
    || coalesce(
      '; comment on index ' || x.oid::regclass || ' is '
        || quote_literal(pg_catalog.obj_description(x.oid, 'pg_class')), '')
    || case when i.indisclustered
      then '; alter table only ' || i.indrelid::regclass || ' cluster on ' || quote_ident(x.relname)
      else '' end
from pg_catalog.pg_index i
join pg_catalog.pg_class x on x.oid = i.indexrelid
where i.indrelid = :oid
  and not exists (
    select 1 from pg_catalog.pg_constraint c where c.conrelid = i.indrelid and c.conname = x.relname
      and c.contype in ('p', 'u', 'x'))
  and not exists (select 1 from pg_catalog.pg_inherits h where h.inhrelid = x.oid)
order by 2, 1
