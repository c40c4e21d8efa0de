-- The tables of schemas that somebody else made are there already.
select jlondiste.guard_nodes();
