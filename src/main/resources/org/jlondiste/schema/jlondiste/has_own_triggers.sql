-- Whether a table has triggers that are neither ours nor the server's own.
create or replace function jlondiste.has_own_triggers(i_relation oid)
returns bool
language sql stable
as $$
  select exists (
    select 1
    from pg_catalog.pg_trigger t
    where t.tgrelid = $1
      and t.tgname not like E'\\_londiste\\_%'
      and not t.tgisconstraint)
$$;
