-- The databases of a server that one can connect to.
select d.datname as name
from pg_catalog.pg_database d
where not d.datistemplate and d.datallowconn
order by d.datname
