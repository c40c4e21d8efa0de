-- The foreign keys from or to a table, with the SQL that makes each of them.
create or replace function londiste.find_table_fkeys(i_table_name text) returns setof londiste.pending_fkeys as $$
    select fn.nspname || '.' || f.relname, tn.nspname || '.' || t.relname, c.conname::text,
        'alter table ' || case when f.relkind = 'p' then '' else 'only ' end
            || quote_ident(fn.nspname) || '.' || quote_ident(f.relname)
            || ' add constraint ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid)
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_class f on f.oid = c.conrelid
    join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
    join pg_catalog.pg_class t on t.oid = c.confrelid
    join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    where c.contype = 'f'
        and londiste.find_table_oid($1) in (c.conrelid, c.confrelid)
        and not jlondiste.inherited_constraint(c.oid)
    order by 1, 3
$$ language sql stable strict set search_path = pg_catalog, pg_temp;
