-- Takes execution of a function away from public and gives it to the roles named, where they exist.
-- i_schema, i_name: the function; all its overloads are meant
-- i_roles: role names separated by blanks; empty for the owner alone, 'public' for everybody
create or replace function jlondiste.restrict_function(i_schema text, i_name text, i_roles text)
returns void as $$
declare
    v_function text;
    v_role     text;
begin
    for v_function in
        select p.oid::regprocedure::text
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname = i_schema and p.proname = i_name
    loop
        if i_roles = 'public' then
            execute 'grant execute on function ' || v_function || ' to public';
        else
            execute 'revoke all on function ' || v_function || ' from public';
            for v_role in
                select r.rolname::text from pg_catalog.pg_roles r
                where r.rolname = any (string_to_array(i_roles, ' '))
            loop
                execute 'grant execute on function ' || v_function || ' to ' || quote_ident(v_role);
            end loop;
        end if;
    end loop;
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp;
