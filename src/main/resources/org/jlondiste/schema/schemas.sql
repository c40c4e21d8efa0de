-- Which of the schemas that we know are there?
select n.nspname::text as schema_name
from pg_catalog.pg_namespace n
where n.nspname in ('jlondiste', 'pgq', 'pgq_coop', 'pgq_node', 'londiste')
