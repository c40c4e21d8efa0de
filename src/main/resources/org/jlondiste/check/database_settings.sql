-- Settings that the database has for all roles; before PostgreSQL 9.0.
select pg_catalog.split_part(s.line, '=', 1) as item,
       pg_catalog.substr(s.line, pg_catalog.strpos(s.line, '=') + 1) as definition,
       pg_catalog.split_part(s.line, '=', 1) as setting,
       pg_catalog.quote_literal(pg_catalog.substr(s.line, pg_catalog.strpos(s.line, '=') + 1)) as quoted_value
  from (select pg_catalog.unnest(d.datconfig) as line
          from pg_catalog.pg_database d
         where d.datname = pg_catalog.current_database()) s
