-- Grants on an object to one role, if there is such a role.
-- i_grant: everything between "grant" and "to", as 'select on table pgq.queue'
create or replace function jlondiste.grant_to(i_role text, i_grant text) returns void as $$
begin
    if i_role = 'public' then
        execute 'grant ' || i_grant || ' to public';
    elsif exists (select 1 from pg_catalog.pg_roles r where r.rolname = i_role) then
        execute 'grant ' || i_grant || ' to ' || quote_ident(i_role);
    end if;
end;
$$ language plpgsql;
