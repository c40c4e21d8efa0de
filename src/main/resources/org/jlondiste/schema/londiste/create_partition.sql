-- Creates a partition by inheritance for the period that holds a time; returns 1, or 0 if it exists.
-- i_table: parent; i_part: child (both raw schema.name)
-- i_pkeys: key columns of the child, comma separated, for a parent that has no key of its own; may be NULL
-- i_part_field: column that the period is about; i_part_period: hour, day, month or year
create or replace function londiste.create_partition(
    i_table text, i_part text, i_pkeys text, i_part_field text, i_part_time timestamptz, i_part_period text)
returns int4 as $$
declare
    v_parent  oid := londiste.find_table_oid(i_table);
    v_part    text := londiste.quote_fqname(i_part);
    v_name    text := (londiste.split_fqname(i_part)).name_part;
    v_class   record;
    v_start   timestamptz;
    v_extra   record;
    v_end     timestamptz;
    v_type    text;
begin
    if londiste.find_table_oid(i_part) is not null then
        return 0;
    end if;
    if v_parent is null then
        raise exception 'table does not exist: %', i_table;
    end if;
    if i_part_period is null or i_part_period not in ('hour', 'day', 'month', 'year') then
        raise exception 'bad period: % (hour, day, month or year)', coalesce(i_part_period, 'NULL');
    end if;
    -- two writers may ask for the same partition: the second waits and finds it
    lock table londiste.table_info in share update exclusive mode;
    if londiste.find_table_oid(i_part) is not null then
        return 0;
    end if;

    select c.relowner, pg_get_userbyid(c.relowner)::text as owner, c.relacl into v_class
    from pg_catalog.pg_class c
    where c.oid = v_parent;
    execute 'create table ' || v_part || ' (like ' || londiste.quote_fqname(i_table)
        || ' including defaults including constraints including indexes) inherits ('
        || londiste.quote_fqname(i_table) || ')';
    execute 'alter table ' || v_part || ' owner to ' || quote_ident(v_class.owner);

    if i_pkeys is not null and i_pkeys <> ''
        and not exists (
            select 1 from pg_catalog.pg_index i
            where i.indrelid = londiste.find_table_oid(i_part) and i.indisprimary)
    then
        execute 'alter table ' || v_part || ' add primary key (' || (
            select array_to_string(array(
                select quote_ident(btrim(k.name)) from unnest(string_to_array(i_pkeys, ',')) as k (name)), ', '))
            || ')';
    end if;

    if i_part_field is not null then
        select format_type(a.atttypid, null) into v_type
        from pg_catalog.pg_attribute a
        where a.attrelid = v_parent and a.attname = i_part_field and not a.attisdropped;
        if not found then
            raise exception 'column does not exist: %.%', i_table, i_part_field;
        end if;
        v_start := date_trunc(i_part_period, i_part_time);
        v_end := v_start + ('1 ' || i_part_period)::interval;
        execute 'alter table ' || v_part || ' add constraint ' || quote_ident(v_name || '_chk')
            || ' check (' || quote_ident(i_part_field) || ' >= ' || quote_literal(v_start::text) || '::' || v_type
            || ' and ' || quote_ident(i_part_field) || ' < ' || quote_literal(v_end::text) || '::' || v_type || ')';
    end if;

    for v_extra in
        select p.grantee::text as role, p.privilege_type::text as privilege, p.is_grantable = 'YES' as grantable
        from information_schema.table_privileges p
        where p.table_schema = (londiste.split_fqname(i_table)).schema_part
            and p.table_name = (londiste.split_fqname(i_table)).name_part
            and p.grantee <> v_class.owner
    loop
        execute 'grant ' || v_extra.privilege || ' on table ' || v_part || ' to '
            || case when v_extra.role = 'PUBLIC' then 'public' else quote_ident(v_extra.role) end
            || case when v_extra.grantable then ' with grant option' else '' end;
    end loop;

    perform jlondiste.copy_triggers_and_rules(v_parent, londiste.find_table_oid(i_part));
    return 1;
end;
$$ language plpgsql;
