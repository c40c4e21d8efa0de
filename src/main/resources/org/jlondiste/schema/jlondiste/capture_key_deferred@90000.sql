-- Whether a key may be doubled for a while inside a transaction.
--   i_key_index: its index
create or replace function jlondiste.capture_key_deferred(i_key_index oid)
returns bool
language sql stable
as $$
  select exists (
    select 1 from pg_catalog.pg_index i where i.indexrelid = $1 and not i.indimmediate)
$$;
