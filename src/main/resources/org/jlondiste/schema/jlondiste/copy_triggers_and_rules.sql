-- Gives a table the triggers and rules that another one has, except those that the server makes for constraints.
create or replace function jlondiste.copy_triggers_and_rules(i_from oid, i_to oid) returns void as $$
declare
    v_from text := i_from::regclass::text;
    v_to   text := i_to::regclass::text;
    v_def  text;
begin
    for v_def in
        select pg_get_triggerdef(t.oid)
        from pg_catalog.pg_trigger t
        where t.tgrelid = i_from and t.tgfoid >= 16384
            and not exists (
                select 1 from pg_catalog.pg_trigger o where o.tgrelid = i_to and o.tgname = t.tgname)
        union all
        select pg_get_ruledef(r.oid)
        from pg_catalog.pg_rewrite r
        where r.ev_class = i_from and r.rulename <> '_RETURN'
    loop
        execute jlondiste.retarget(v_def, v_from, v_to);
    end loop;
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp;

-- The SQL of a trigger or rule, on another table: its first mention of the old one after ON or TO is replaced.
create or replace function jlondiste.retarget(i_sql text, i_from text, i_to text) returns text as $$
declare
    v_place int4 := strpos(i_sql, ' ON ' || i_from);
begin
    if v_place = 0 then
        v_place := strpos(i_sql, ' TO ' || i_from);
    end if;
    if v_place = 0 then
        raise exception 'cannot copy to %: %', i_to, i_sql;
    end if;
    return substr(i_sql, 1, v_place + 3) || i_to || substr(i_sql, v_place + 4 + length(i_from));
end;
$$ language plpgsql immutable;
