-- What programs can rely on in the schemas pgq, pgq_node and londiste: one row for each property of each object.
-- Constraints and indexes are told by what they are, not by their names; checks are left to the calls that break them.
with schemas as (
    select n.oid, n.nspname from pg_catalog.pg_namespace n where n.nspname in ('pgq', 'pgq_node', 'londiste')
), functions as (
    select p.*, n.nspname || '.' || p.proname || '('
        || array_to_string(array(select pg_catalog.format_type(t.oid, null) from unnest(p.proargtypes) t (oid)), ', ')
        || ')' as name
    from pg_catalog.pg_proc p
    join schemas n on n.oid = p.pronamespace
), relations as (
    select c.*, n.nspname || '.' || c.relname as name
    from pg_catalog.pg_class c
    join schemas n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'S')
), acls as (
    select 'function ' || f.name as object, a.grantee, a.privilege_type
    from functions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
    where a.grantee <> f.proowner
    union all
    select case r.relkind when 'S' then 'sequence ' when 'v' then 'view ' else 'table ' end || r.name, a.grantee, a.privilege_type
    from relations r,
        aclexplode(coalesce(r.relacl, acldefault((case r.relkind when 'S' then 's' else 'r' end)::"char", r.relowner))) a
    where a.grantee <> r.relowner
    union all
    select 'schema ' || n.nspname, a.grantee, a.privilege_type
    from pg_catalog.pg_namespace n
    join schemas s on s.oid = n.oid,
        aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    where a.grantee <> n.nspowner
), facts (object, property, value) as (
    select 'function ' || name, 'arguments', pg_catalog.pg_get_function_arguments(oid) from functions
    union all select 'function ' || name, 'result', pg_catalog.pg_get_function_result(oid) from functions
    union all select 'function ' || name, 'volatility',
        case provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end from functions
    union all select 'function ' || name, 'runs as', case when prosecdef then 'owner' else 'caller' end from functions
    union all select 'function ' || name, 'for NULL', case when proisstrict then 'NULL' else 'called' end from functions
    union all select object, 'rights of ' || coalesce(r.rolname, 'public'),
        lower(string_agg(privilege_type, ' ' order by privilege_type))
        from acls left join pg_catalog.pg_roles r on r.oid = acls.grantee group by 1, 2
    union all select 'table ' || c.name, 'column ' || a.attname,
        pg_catalog.format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
        from relations c
        join pg_catalog.pg_attribute a on a.attrelid = c.oid
        left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
    union all select 'table ' || c.name, 'place of ' || a.attname, row_number() over (partition by c.oid order by a.attnum)::text
        from relations c
        join pg_catalog.pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
    union all select 'table ' || c.name, pg_catalog.pg_get_constraintdef(k.oid), 'there'
        from relations c join pg_catalog.pg_constraint k on k.conrelid = c.oid where k.contype in ('p', 'u', 'f')
    union all select 'table ' || c.name, 'index ' || regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.* USING ', ''), 'there'
        from relations c join pg_catalog.pg_index i on i.indrelid = c.oid
    union all select 'table ' || c.name, 'trigger ' || t.tgname,
        regexp_replace(pg_catalog.pg_get_triggerdef(t.oid), '^CREATE TRIGGER ', '')
        from relations c join pg_catalog.pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal
    union all select 'table ' || c.name, 'options', coalesce(array_to_string(c.reloptions, ', '), '')
        from relations c where c.relkind = 'r'
    union all select 'sequence ' || c.name, 'kind', format_type(s.seqtypid, null) || ' by ' || s.seqincrement
        from relations c join pg_catalog.pg_sequence s on s.seqrelid = c.oid
    union all select 'role ' || r.rolname, 'kind', case when r.rolcanlogin then 'login' else 'nologin' end
        from pg_catalog.pg_roles r where r.rolname ~ '^(pgq|londiste)_'
    union all select 'role ' || r.rolname, 'member of ' || g.rolname, 'yes'
        from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles r on r.oid = m.member
        join pg_catalog.pg_roles g on g.oid = m.roleid
        where r.rolname ~ '^(pgq|londiste)_'
)
select object, property, value from facts order by 1, 2
