--@ since 90500
-- Policies of row security.
select p.schemaname as schema_name, p.tablename as table_name, p.policyname as item,
       p.cmd || ' to ' || pg_catalog.array_to_string(p.roles, ', ')
         || coalesce(' using ' || p.qual, '') || coalesce(' with check ' || p.with_check, '') as definition
  from pg_catalog.pg_policies p
 order by 1, 2, 3
