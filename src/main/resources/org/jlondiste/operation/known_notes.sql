-- Which notes of ours there are in a database: older schemas, and those of Londiste itself, lack some.
select exists (
         select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'jlondiste' and c.relname = 'stopped_table') as stopped,
       exists (
         select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'jlondiste' and c.relname = 'kept_partition') as kept_partitions,
       exists (
         select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'jlondiste' and c.relname = 'restraint') as restraint,
       exists (
         select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'jlondiste' and c.relname = 'stages') as stages
