-- Gives a table the same grants as another one has; returns 1.
create or replace function pgq._grant_perms_from(src_schema text, src_table text, dst_schema text, dst_table text)
returns int4 as $$
declare
    v_grant record;
    v_sql   text;
begin
    for v_grant in
        select p.privilege_type::text as privilege, p.grantee::text as role, p.is_grantable = 'YES' as grantable
        from information_schema.table_privileges p
        where p.table_schema = src_schema and p.table_name = src_table
            and p.grantee <> (
                select pg_catalog.pg_get_userbyid(c.relowner)
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = src_schema and c.relname = src_table)
    loop
        v_sql := 'grant ' || v_grant.privilege || ' on table '
            || quote_ident(dst_schema) || '.' || quote_ident(dst_table) || ' to '
            || case when v_grant.role = 'PUBLIC' then 'public' else quote_ident(v_grant.role) end;
        if v_grant.grantable then
            v_sql := v_sql || ' with grant option';
        end if;
        execute v_sql;
    end loop;
    return 1;
end;
$$ language plpgsql strict;
