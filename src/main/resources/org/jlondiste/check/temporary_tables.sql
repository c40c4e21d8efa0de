-- How many temporary tables sessions have now, if any.
select 'temporary tables' as object, x.number
  from (select count(*) as number
          from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r'
           and n.nspname like E'pg\\_temp\\_%') x
 where x.number > 0
