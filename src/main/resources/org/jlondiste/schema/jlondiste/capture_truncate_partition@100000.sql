-- Trigger functions for TRUNCATE of partitioned tables and of their partitions.

-- Notes that a partitioned table is truncated as a whole, before its partitions are.
create or replace function jlondiste.capture_truncate_begins()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('jlondiste.truncates', tg_relid::text, true);
  return null;
end;
$$;

-- Takes that note away, after all is truncated.
create or replace function jlondiste.capture_truncate_ends()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('jlondiste.truncates', '', true);
  return null;
end;
$$;

-- Writes the deletion of every row of a partition that is truncated alone.
--   first argument: the queue
--   second argument: the name that the partitioned table has in the set
--   third argument: that table
create or replace function jlondiste.capture_truncate_partition()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_root oid := tg_argv[2]::oid;
begin
  if current_setting('session_replication_role') = 'local'
    or current_setting('jlondiste.truncates', true) = v_root::text
    or tg_relid not in (select r.relation from jlondiste.capture_relations(v_root) r)
  then
    return null;
  end if;
  -- rows that are younger than the transaction's snapshot would go without an event
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted')
    and pg_relation_size(tg_relid) > 0
  then
    raise exception 'cannot replicate TRUNCATE of partition % alone under isolation level %',
        tg_relid::regclass, current_setting('transaction_isolation')
      using errcode = 'feature_not_supported',
        hint = 'Truncate it under read committed, or delete its rows.';
  end if;
  execute format(
    'insert into %s (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3)'
      || ' select %s, now(), ''DELETE'', ("jlondiste row".*)::text, %L, %L, %L from only %s as "jlondiste row"',
    pgq.quote_fqname(pgq.current_event_table(tg_argv[0])),
    (select case q.queue_ev_id_source
        when 'wal' then 'jlondiste.wal_position()'
        else format('nextval(%L)', q.queue_event_seq)
      end
      from pgq.queue q
      where q.queue_name = tg_argv[0]),
    tg_argv[1],
    jlondiste.capture_columns(tg_relid),
    (select k.key_names::text from jlondiste.capture_key(v_root) k),
    tg_relid::regclass);
  return null;
end;
$$;
