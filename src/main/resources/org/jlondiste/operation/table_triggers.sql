-- The triggers of the tables that a node replicates, without those of constraints; one row without a trigger for a
-- table that has none.
-- :queue  name of the set's queue
select t.table_name,
       coalesce(t.dest_table, t.table_name) as dest_table,
       g.trigger_name,
       g.function_name,
       g.of_replication,
       g.fires_on,
       g.timing,
       g.level,
       g.enabled
  from londiste.table_info t
  left join (
         select s.nspname || '.' || c.relname as relation,
                cast(r.tgname as text) as trigger_name,
                n.nspname || '.' || p.proname as function_name,
                n.nspname in ('pgq', 'pgq_node', 'londiste', 'jlondiste') as of_replication,
                pg_catalog.array_to_string(array(
                  select e.word
                    from (values (1, 4, 'insert'), (2, 16, 'update'), (3, 8, 'delete'), (4, 32, 'truncate'))
                         as e (place, bit, word)
                   where cast(r.tgtype as int4) & e.bit <> 0
                   order by e.place), ', ') as fires_on,
                case when cast(r.tgtype as int4) & 2 <> 0 then 'before'
                     when cast(r.tgtype as int4) & 64 <> 0 then 'instead of'
                     else 'after' end as timing,
                case when cast(r.tgtype as int4) & 1 <> 0 then 'row' else 'statement' end as level,
                cast(r.tgenabled as text) as enabled
           from pg_catalog.pg_trigger r
           join pg_catalog.pg_class c on c.oid = r.tgrelid
           join pg_catalog.pg_namespace s on s.oid = c.relnamespace
           join pg_catalog.pg_proc p on p.oid = r.tgfoid
           join pg_catalog.pg_namespace n on n.oid = p.pronamespace
          where not (n.nspname = 'pg_catalog' and (p.proname like 'RI$_FKey$_%' escape '$' or p.proname = 'unique_key_recheck'))
       ) g on g.relation = coalesce(t.dest_table, t.table_name)
 where t.queue_name = :queue and t.local
 order by t.table_name, g.trigger_name
