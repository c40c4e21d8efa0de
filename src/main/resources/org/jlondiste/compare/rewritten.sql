-- Was a relation, or a partition of it, written anew after this transaction took its snapshot, by truncate or
-- alter table? Such a snapshot sees no rows of it. Servers before 9.0 cannot tell. The relation is locked.
--   oid: the relation
--@ before 90000
select false as rewritten, cast(:oid as bigint) as oid
--@ since 90000
with recursive family as (
    select cast(cast(:oid as bigint) as oid) as oid
  union all
    select i.inhrelid
      from family f
      join pg_catalog.pg_class p on p.oid = f.oid and p.relkind = 'p'
      join pg_catalog.pg_inherits i on i.inhparent = p.oid
)
select exists (
    select 1
      from family f
      join pg_catalog.pg_class c on c.oid = f.oid
     where c.relfilenode <> 0
       and pg_catalog.pg_relation_filenode(c.oid) is distinct from c.relfilenode) as rewritten
