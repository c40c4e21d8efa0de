-- Is there a function of this name with this many arguments?
create or replace function jlondiste.function_exists(i_schema text, i_name text, i_arguments int4)
returns bool as $$
begin
    return exists (
        select 1
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname = i_schema::name and p.proname = i_name::name and p.pronargs = i_arguments
    );
end;
$$ language plpgsql stable;
