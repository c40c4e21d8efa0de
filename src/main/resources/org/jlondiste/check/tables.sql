-- How large tables are and how they have been written to.
select n.nspname as schema_name, c.relname as table_name,
       exists (select 1 from pg_catalog.pg_inherits i where i.inhrelid = c.oid)
         or exists (select 1 from pg_catalog.pg_inherits i where i.inhparent = c.oid) as in_family,
       c.relkind::text as kind,
       cast(c.reltuples as float8) as row_estimate,
       case when c.relkind = 'r' then pg_catalog.pg_relation_size(c.oid) else 0 end as heap_bytes,
       case when c.relkind = 'r' and c.reltoastrelid <> 0 then pg_catalog.pg_total_relation_size(c.reltoastrelid) else 0 end as toast_bytes,
       case when c.relkind = 'r' then pg_catalog.pg_total_relation_size(c.oid) else 0 end as total_bytes,
       coalesce(s.n_tup_upd, 0) + coalesce(s.n_tup_del, 0) as changes
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       left join pg_catalog.pg_stat_all_tables s on s.relid = c.oid
 where c.relkind in ('r', 'p')
   and n.nspname <> 'information_schema'
   and n.nspname !~ '^pg_'
