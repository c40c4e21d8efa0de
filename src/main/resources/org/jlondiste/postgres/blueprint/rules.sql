-- The rules of one table.
-- :schema, :table  its name
select r.rulename as rule_name, r.definition
  from pg_catalog.pg_rules r
 where r.schemaname = :schema
   and r.tablename = :table
 order by r.rulename
