-- Creates the roles of the queue where they are missing; returns how many were made.
-- Roles are a convenience: an installing user who may not create any goes on without them.
create or replace function jlondiste.create_roles() returns int4 as $$
declare
    v_role text;
    v_made int4 := 0;
begin
    if not exists (
        select 1 from pg_catalog.pg_roles r
        where r.rolname = current_user and (r.rolsuper or r.rolcreaterole)
    ) then
        return 0;
    end if;
    for v_role in
        select w.name
        from (values (1, 'pgq_reader'), (2, 'pgq_writer'), (3, 'pgq_admin'),
                     (4, 'londiste_reader'), (5, 'londiste_writer')) as w (nr, name)
        where not exists (select 1 from pg_catalog.pg_roles r where r.rolname = w.name)
        order by w.nr
    loop
        -- roles belong to the cluster: another database may be installing at the same moment
        begin
            execute 'create role ' || quote_ident(v_role) || ' nologin';
            v_made := v_made + 1;
        exception
            when duplicate_object or unique_violation then
                null;
        end;
    end loop;
    perform jlondiste.grant_role('pgq_reader', 'pgq_admin');
    perform jlondiste.grant_role('pgq_writer', 'pgq_admin');
    perform jlondiste.grant_role('pgq_reader', 'londiste_reader');
    perform jlondiste.grant_role('pgq_admin', 'londiste_writer');
    return v_made;
end;
$$ language plpgsql;

-- Makes i_member a member of i_role, if both exist and the current user may do so.
create or replace function jlondiste.grant_role(i_role text, i_member text) returns void as $$
begin
    if exists (
        select 1
        from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles g on g.oid = m.roleid
        join pg_catalog.pg_roles u on u.oid = m.member
        where g.rolname = i_role and u.rolname = i_member
    ) then
        return;
    end if;
    execute 'grant ' || quote_ident(i_role) || ' to ' || quote_ident(i_member);
exception
    when insufficient_privilege or undefined_object or unique_violation then
        raise notice 'role % was not granted to %', i_role, i_member;
end;
$$ language plpgsql;

select jlondiste.create_roles();
