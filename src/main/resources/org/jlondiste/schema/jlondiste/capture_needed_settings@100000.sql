-- Which settings say how the rows of a table are written; null where that cannot be told, as for types that others made.
--   i_relation: the table
create or replace function jlondiste.capture_needed_settings(i_relation oid)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
  select case
    when jlondiste.capture_row_text($1) <> '("jlondiste row".*)::pg_catalog.text' or bool_or(t.settings is null) then null
    else coalesce(string_to_array(string_agg(distinct nullif(t.settings, ''), ' '), ' '), array[]::text[])
    end
  from (
    select case
        when e.typtype = 'e' then ''
        when n.nspname <> 'pg_catalog' or e.typtype not in ('b', 'r', 'm') then null
        when e.typname in ('bool', 'int2', 'int4', 'int8', 'numeric', 'oid', 'text', 'varchar', 'bpchar', 'char', 'name',
          'uuid', 'json', 'jsonb', 'bit', 'varbit', 'inet', 'cidr', 'macaddr', 'macaddr8', 'tsvector', 'tsquery',
          'int4range', 'int8range', 'numrange', 'int4multirange', 'int8multirange', 'nummultirange') then ''
        when e.typname in ('date', 'time', 'timetz', 'timestamp', 'daterange', 'tsrange', 'datemultirange',
          'tsmultirange') then 'datestyle'
        when e.typname in ('timestamptz', 'tstzrange', 'tstzmultirange') then 'datestyle timezone'
        when e.typname = 'interval' then 'intervalstyle'
        when e.typname in ('float4', 'float8', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle')
          then 'extra_float_digits'
        when e.typname = 'bytea' then 'bytea_output'
        when e.typname = 'money' then 'lc_monetary'
      end as settings
    from pg_attribute a
    join pg_type d on d.oid = a.atttypid
    join pg_type b on b.oid = case when d.typtype = 'd' then jlondiste.base_type(d.oid) else d.oid end
    join pg_type e on e.oid = case when b.typcategory = 'A' then jlondiste.base_type(b.typelem) else b.oid end
    join pg_namespace n on n.oid = e.typnamespace
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped) as t);
end;
$$;

-- Conditions under which a setting of a session does to values what the one that is pinned does.
create or replace function jlondiste.pinned_settings(out setting text, out pinned text, out holds text)
returns setof record
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select s.setting, s.pinned, 'pg_catalog.' || s.holds
  from (values
    ('datestyle', 'ISO, YMD', 'substr(pg_catalog.current_setting(''datestyle''), 1, 3) operator(pg_catalog.=) ''ISO'''),
    ('timezone', 'UTC', 'current_setting(''timezone'') operator(pg_catalog.=)'
      || ' any (''{UTC,Etc/UTC,GMT,Etc/GMT,Universal,Etc/Universal,Zulu,Etc/Zulu,UCT,Etc/UCT}''::pg_catalog.text[])'),
    ('intervalstyle', 'postgres', 'current_setting(''intervalstyle'') operator(pg_catalog.=) ''postgres'''),
    ('extra_float_digits', '3', case when current_setting('server_version_num')::int4 >= 120000
      then 'current_setting(''extra_float_digits'')::pg_catalog.int4 operator(pg_catalog.>) 0'
      else 'current_setting(''extra_float_digits'') operator(pg_catalog.=) ''3''' end),
    ('bytea_output', 'hex', 'current_setting(''bytea_output'') operator(pg_catalog.=) ''hex'''),
    ('lc_monetary', 'C', 'current_setting(''lc_monetary'') operator(pg_catalog.=) ''C''')
    ) as s (setting, pinned, holds)
$$;
