-- Are the ticks of this database's queues ours to make, or those of the PgQ extension?
select exists (
    select 1
      from pg_catalog.pg_attribute a
     where a.attrelid = cast('pgq.queue' as pg_catalog.regclass)
       and a.attname = 'queue_ev_id_source'
       and not a.attisdropped) as own
