--@ since 90300
-- Event triggers that are on.
select e.evtname as object, pg_catalog.quote_ident(e.evtname) as quoted, e.evtevent as event
  from pg_catalog.pg_event_trigger e
 where e.evtenabled <> 'D'
 order by e.evtname
