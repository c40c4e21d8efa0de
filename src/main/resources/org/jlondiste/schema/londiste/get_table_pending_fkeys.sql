-- Foreign keys from or to a table that were taken off and not yet put back.
create or replace function londiste.get_table_pending_fkeys(i_table_name text)
returns setof londiste.pending_fkeys as $$
    select p.* from londiste.pending_fkeys p
    where londiste.make_fqname($1) in (p.from_table, p.to_table)
    order by p.from_table, p.fkey_name
$$ language sql stable strict;
