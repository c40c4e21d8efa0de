-- Rules of tables.
select r.schemaname as schema_name, r.tablename as table_name, r.rulename as item, r.definition,
       r.definition as statement
  from pg_catalog.pg_rules r
 order by 1, 2, 3
