-- creates: pgq.event_template
create table pgq.event_template (
    ev_id     int8        not null,
    ev_time   timestamptz not null,
    ev_txid   int8        not null default txid_current(),
    ev_owner  int4,
    ev_retry  int4,
    ev_type   text,
    ev_data   text,
    ev_extra1 text,
    ev_extra2 text,
    ev_extra3 text,
    ev_extra4 text
);
comment on table pgq.event_template is 'parent of all event tables; itself empty';
