-- The foreign keys that were taken off for copies and are not back yet, and what each waits for.
select p.from_table,
       p.to_table,
       p.fkey_name,
       p.fkey_def,
       array(
         select distinct e.name || coalesce(' (' || coalesce(t.merge_state, 'to be copied') || ')', '')
           from (select p.from_table as name union select p.to_table) e
                join londiste.table_info t on coalesce(t.dest_table, t.table_name) = e.name and t.local
          where t.merge_state is distinct from 'ok' or t.custom_snapshot is not null
          order by 1) as unfinished,
       array(
         select e.name
           from (select p.from_table as name union select p.to_table) e
          where not exists (
                  select 1 from londiste.table_info t
                   where coalesce(t.dest_table, t.table_name) = e.name and t.local)
          order by 1) as unreplicated
  from londiste.pending_fkeys p
 order by p.from_table, p.fkey_name
