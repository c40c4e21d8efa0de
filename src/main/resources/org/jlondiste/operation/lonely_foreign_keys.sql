-- Foreign keys that were taken off for a copy, of which one end is not replicated here any more and
-- none is being copied.
select f.from_table, f.to_table, f.fkey_name, f.fkey_def
  from londiste.pending_fkeys f
 where (not exists (select 1
                      from londiste.table_info t
                     where t.local
                       and coalesce(t.dest_table, t.table_name) = f.from_table)
        or not exists (select 1
                         from londiste.table_info t
                        where t.local
                          and coalesce(t.dest_table, t.table_name) = f.to_table))
   and not exists (select 1
                     from londiste.table_info t
                    where t.local
                      and coalesce(t.dest_table, t.table_name) in (f.from_table, f.to_table)
                      and (t.merge_state is distinct from 'ok' or t.custom_snapshot is not null))
 order by f.from_table, f.fkey_name
