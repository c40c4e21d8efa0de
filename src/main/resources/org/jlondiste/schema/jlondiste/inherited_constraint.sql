-- Does this constraint belong to a partition because its parent has it?
create or replace function jlondiste.inherited_constraint(i_constraint oid) returns bool as $$
    select false
$$ language sql immutable;
