--@ since 90500
-- Policies of row security.
select p.schemaname as schema_name, p.tablename as table_name, p.policyname as item,
       p.cmd || ' to ' || pg_catalog.array_to_string(p.roles, ', ')
         || coalesce(' using ' || p.qual, '') || coalesce(' with check ' || p.with_check, '') as definition,
       'create policy ' || pg_catalog.quote_ident(p.policyname)
         || ' on ' || pg_catalog.quote_ident(p.schemaname) || '.' || pg_catalog.quote_ident(p.tablename)
         || case p.permissive when 'RESTRICTIVE' then ' as restrictive' else '' end  --@ since 100000
         || ' for ' || pg_catalog.lower(p.cmd)
         || ' to ' || pg_catalog.array_to_string(array(
              select case r.name when 'public' then 'public' else pg_catalog.quote_ident(r.name) end
                from pg_catalog.unnest(p.roles) r (name)), ', ')
         || coalesce(' using (' || p.qual || ')', '')
         || coalesce(' with check (' || p.with_check || ')', '') as statement
  from pg_catalog.pg_policies p
 order by 1, 2, 3
