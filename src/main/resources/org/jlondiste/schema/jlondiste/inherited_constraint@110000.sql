-- Does this constraint belong to a partition because its parent has it?
create or replace function jlondiste.inherited_constraint(i_constraint oid) returns bool as $$
    select exists (select 1 from pg_catalog.pg_constraint c where c.oid = $1 and c.conparentid <> 0)
$$ language sql stable;
