-- The version of jlondiste that installed this schema, NULL if it never finished.
create or replace function jlondiste.version() returns text as $$
    select i.version from jlondiste.installed i where i.component = 'jlondiste'
$$ language sql stable;
