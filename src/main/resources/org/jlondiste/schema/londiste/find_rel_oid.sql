-- The relation of this raw schema.name and kind (r: also partitioned tables), NULL if there is none.
-- The name is split as by londiste.split_fqname. Names are compared as names, so that the catalog's indexes serve however many tables there are. In
-- PL/pgSQL, which keeps the plans: this is called many times for each table that is added.
create or replace function londiste.find_rel_oid(i_fqname text, i_kind text) returns oid as $$
declare
    v_dot    int4 := strpos(i_fqname, '.');
    v_schema name := case when v_dot > 0 then substr(i_fqname, 1, v_dot - 1) else 'public' end;
    v_name   name := substr(i_fqname, v_dot + 1);
begin
    return (
        select c.oid
        from pg_catalog.pg_namespace n
        join pg_catalog.pg_class c on c.relnamespace = n.oid
        where n.nspname = v_schema and c.relname = v_name
            and (c.relkind = i_kind or i_kind = 'r' and c.relkind = 'p'));
end;
$$ language plpgsql stable strict;
