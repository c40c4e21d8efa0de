-- Whether a key may be doubled for a while inside a transaction. Servers before 9.0 check at once.
--   i_key_index: its index
create or replace function jlondiste.capture_key_deferred(i_key_index oid)
returns bool
language sql stable
as $$
  select false
$$;
