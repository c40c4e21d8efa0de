-- Puts a foreign key from pending_fkeys back.
-- i_lazy: do it in steps that hold short locks: returns the SQL to run next in a transaction of its own, after which
--   this function is to be called again; '' when the key is back. Otherwise all is done at once.
create or replace function londiste.restore_table_fkey(
    i_from_table text, i_fkey_name text, i_lazy bool default false)
returns text as $$
declare
    v_fkey  record;
    v_table oid := londiste.find_table_oid(londiste.make_fqname(i_from_table));
    v_old   text;
begin
    select p.from_table as origin, p.fkey_def as def into v_fkey
    from londiste.pending_fkeys p
    where p.from_table = londiste.make_fqname(i_from_table) and p.fkey_name = i_fkey_name
    for update;
    if not found then
        return '';
    end if;
    select pg_get_constraintdef(c.oid) into v_old
    from pg_catalog.pg_constraint c
    where c.contype = 'f' and c.conrelid = v_table and c.conname = i_fkey_name;

    if v_old is null then
        -- NOT VALID exists since 9.1; a partitioned table cannot have it everywhere, a key that was not valid has it
        if i_lazy and current_setting('server_version_num')::int4 >= 90100
            and v_fkey.def like 'alter table only %' and upper(v_fkey.def) not like '% NOT VALID'
        then
            return v_fkey.def || ' not valid';
        end if;
        execute v_fkey.def;
    elsif v_old like '% NOT VALID' and upper(v_fkey.def) not like '% NOT VALID' then
        if i_lazy then
            return 'alter table only ' || pgq.quote_fqname(v_fkey.origin)
                || ' validate constraint ' || quote_ident(i_fkey_name);
        end if;
        execute 'alter table only ' || pgq.quote_fqname(v_fkey.origin)
            || ' validate constraint ' || quote_ident(i_fkey_name);
    end if;
    delete from londiste.pending_fkeys where from_table = v_fkey.origin and fkey_name = i_fkey_name;
    return '';
end;
$$ language plpgsql strict;
