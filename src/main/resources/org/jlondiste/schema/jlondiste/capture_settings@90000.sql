-- The settings of every function that turns values into text, so that the text does not depend on
-- those of the application.
create or replace function jlondiste.capture_settings()
returns text
language sql immutable
as $$
  select 'set search_path = pg_catalog, pg_temp set datestyle = ''ISO, YMD'' set intervalstyle = postgres'
    || ' set timezone = ''UTC'' set lc_monetary = ''C'' set extra_float_digits = 3 set bytea_output = hex'::text
$$;
