-- What a trigger function has to fit, in short: it is renewed when this changes.
--   i_queue_id: the queue
--   i_relation: the table
create or replace function jlondiste.capture_fingerprint(i_queue_id int4, i_relation oid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return md5(array_to_string(array[
    (select i.version from jlondiste.installed i where i.component = 'jlondiste'),
    (select q.queue_data_pfx || ' ' || q.queue_ntables || ' ' || q.queue_ev_id_source from pgq.queue q where q.queue_id = $1),
    jlondiste.capture_kind($2),
    jlondiste.capture_family($2)::text,
    jlondiste.capture_columns($2),
    jlondiste.capture_row_text($2),
    jlondiste.capture_shape($2),
    jlondiste.capture_entangled($2)::text,
    (select array_to_string(array(select r.relation from jlondiste.capture_relations($2) r), ' '))
  ], E'\n'));
end;
$$;
