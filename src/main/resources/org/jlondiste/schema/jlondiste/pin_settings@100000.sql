-- Pins the settings that say how values are written, until jlondiste.restore_settings or the end of the transaction.
-- Returns what they were.
create or replace function jlondiste.pin_settings()
returns text[]
language plpgsql
as $$
declare
  c_names constant pg_catalog.text[] := '{search_path,datestyle,intervalstyle,timezone,lc_monetary,extra_float_digits,bytea_output}';
  c_values constant pg_catalog.text[] := '{"pg_catalog, pg_temp","ISO, YMD",postgres,UTC,C,3,hex}';
  v_former pg_catalog.text[];
  v_value pg_catalog.text;
begin
  for i in 1 .. 7 loop
    v_value := pg_catalog.current_setting(c_names[i]);
    v_former[i] := v_value;
    if v_value operator(pg_catalog.<>) c_values[i] then
      v_value := pg_catalog.set_config(c_names[i], c_values[i], true);
    end if;
  end loop;
  return v_former;
end;
$$;

-- Gives the settings back that jlondiste.pin_settings pinned.
--   i_former: what that returned
create or replace function jlondiste.restore_settings(i_former text[])
returns void
language plpgsql
as $$
declare
  c_names constant pg_catalog.text[] := '{search_path,datestyle,intervalstyle,timezone,lc_monetary,extra_float_digits,bytea_output}';
  v_value pg_catalog.text;
begin
  for i in 1 .. 7 loop
    if i_former[i] operator(pg_catalog.<>) pg_catalog.current_setting(c_names[i]) then
      v_value := pg_catalog.set_config(c_names[i], i_former[i], true);
    end if;
  end loop;
end;
$$;
