-- Takes a foreign key off and keeps its definition in pending_fkeys; returns 1, or 0 if there is no such key.
create or replace function londiste.drop_table_fkey(i_from_table text, i_fkey_name text) returns int4 as $$
declare
    v_fkey record;
begin
    select f.from_table as origin, f.to_table as target, f.fkey_name as key, f.fkey_def as def into v_fkey
    from londiste.find_table_fkeys(i_from_table) f
    where f.from_table = londiste.make_fqname(i_from_table) and f.fkey_name = i_fkey_name;
    if not found then
        return 0;
    end if;
    delete from londiste.pending_fkeys where from_table = v_fkey.origin and fkey_name = v_fkey.key;
    insert into londiste.pending_fkeys (from_table, to_table, fkey_name, fkey_def)
    values (v_fkey.origin, v_fkey.target, v_fkey.key, v_fkey.def);
    execute split_part(v_fkey.def, ' add constraint ', 1) || ' drop constraint ' || quote_ident(v_fkey.key);
    return 1;
end;
$$ language plpgsql strict;
