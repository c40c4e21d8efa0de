-- What the current role lacks to copy into tables and to keep them up to date, each with the
-- statement that grants it, and whether it is the rows, the indexes or the foreign keys that need it.
--   schemas, tables: their names, in two lists of the same length
with named as (
  select unnest(cast(:schemas as text[])) as schema_name, unnest(cast(:tables as text[])) as table_name
), wanted as (
  select c.oid, n.oid as schema_oid, n.nspname as schema_name, c.relname as table_name,
    quote_ident(n.nspname) || '.' || quote_ident(c.relname) as quoted_name,
    pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned,
    exists (select 1 from pg_catalog.pg_index i where i.indrelid = c.oid) as indexed
  from named m
  join pg_catalog.pg_namespace n on n.nspname = m.schema_name
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = m.table_name
), foreign_keys as (
  -- by itself, for else all constraints would be read again for each table
  select f.conname, f.conrelid, f.confrelid
  from pg_catalog.pg_constraint f
  where f.contype = 'f'
), keyed as (
  select w.schema_name, w.table_name, w.quoted_name, f.conname, f.conrelid, f.confrelid
  from wanted w
  join foreign_keys f on f.conrelid = w.oid
  union
  select w.schema_name, w.table_name, w.quoted_name, f.conname, f.conrelid, f.confrelid
  from wanted w
  join foreign_keys f on f.confrelid = w.oid
)
select w.schema_name, w.table_name, 'rows' as concern,
  'role ' || current_user || ' lacks ' || p.privilege || ' on ' || w.quoted_name as problem,
  'grant ' || p.privilege || ' on ' || w.quoted_name || ' to ' || quote_ident(current_user)
    as remedy
from wanted w
cross join (
  values ('select'), ('insert'), ('update'), ('delete'), ('truncate')) as p (privilege)
where not pg_catalog.has_table_privilege(w.oid, p.privilege)
union all
select w.schema_name, w.table_name, 'indexes',
  'role ' || current_user || ' does not own ' || w.quoted_name || ', so that its indexes cannot be'
    || ' taken off for a copy and put back',
  'alter table ' || w.quoted_name || ' owner to ' || quote_ident(current_user)
from wanted w
where w.indexed and not w.owned
union all
select w.schema_name, w.table_name, 'indexes',
  'role ' || current_user || ' may not create in schema ' || quote_ident(w.schema_name)
    || ', so that indexes taken off for a copy could not be put back',
  'grant create on schema ' || quote_ident(w.schema_name) || ' to ' || quote_ident(current_user)
from wanted w
where w.indexed and not pg_catalog.has_schema_privilege(w.schema_oid, 'create')
union all
select w.schema_name, w.table_name, 'foreign keys',
  'role ' || current_user || ' does not own ' || o.oid::pg_catalog.regclass || ', so that foreign key '
    || quote_ident(w.conname) || ' cannot be taken off for a copy and put back',
  'alter table ' || o.oid::pg_catalog.regclass || ' owner to ' || quote_ident(current_user)
from keyed w
join pg_catalog.pg_class o on o.oid = w.conrelid
where not pg_catalog.pg_has_role(o.relowner, 'USAGE')
union all
select w.schema_name, w.table_name, 'foreign keys',
  'role ' || current_user || ' lacks references on ' || w.confrelid::pg_catalog.regclass
    || ', so that foreign key ' || quote_ident(w.conname)
    || ' could not be put back after a copy',
  'grant references on ' || w.confrelid::pg_catalog.regclass || ' to ' || quote_ident(current_user)
from keyed w
where not pg_catalog.has_table_privilege(w.confrelid, 'references')
order by 1, 2, 3, 4
