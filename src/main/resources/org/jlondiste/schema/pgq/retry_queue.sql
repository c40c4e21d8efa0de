-- creates: pgq.retry_queue
create table pgq.retry_queue (
    ev_retry_after timestamptz not null,
    ev_queue       int4        not null,
    ev_id          int8        not null,
    ev_time        timestamptz not null,
    ev_txid        int8,
    ev_owner       int4        not null,
    ev_retry       int4,
    ev_type        text,
    ev_data        text,
    ev_extra1      text,
    ev_extra2      text,
    ev_extra3      text,
    ev_extra4      text,
    constraint rq_pkey primary key (ev_owner, ev_id),
    constraint rq_queue_id_fkey foreign key (ev_queue) references pgq.queue (queue_id)
);
create index rq_retry_idx on pgq.retry_queue (ev_retry_after);
comment on table pgq.retry_queue is 'events that a consumer wants to see again later';
