-- The rules of one table.
-- :schema, :table  its name
select r.rulename as rule_name, r.definition
  from pg_catalog.pg_rules r
 where r.schemaname = cast(:schema as name)
   and r.tablename = cast(:table as name)
 order by r.rulename
