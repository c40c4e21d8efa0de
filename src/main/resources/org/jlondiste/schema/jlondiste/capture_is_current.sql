-- A condition on a row "jlondiste row" that has a key of which this transaction writes an event, and so is of its own
-- making if it is there at all. A transaction that sees one moment all along still sees rows to which others gave
-- another key, or which they deleted, since that moment; it may have written one with the same key itself.
create or replace function jlondiste.capture_is_current()
returns text
language sql immutable
as $$
  select '(pg_catalog.current_setting(''transaction_isolation'') in (''read committed'', ''read uncommitted'')
    or "jlondiste row".xmax = ''0'' or pg_catalog.age("jlondiste row".xmin) <= 0)'::text
$$;
