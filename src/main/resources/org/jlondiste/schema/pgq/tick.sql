-- creates: pgq.tick
create table pgq.tick (
    tick_queue     int4          not null,
    tick_id        int8          not null,
    tick_time      timestamptz   not null default now(),
    tick_snapshot  txid_snapshot not null default txid_current_snapshot(),
    tick_event_seq int8          not null,
    constraint tick_pkey primary key (tick_queue, tick_id),
    constraint tick_queue_fkey foreign key (tick_queue) references pgq.queue (queue_id)
);
comment on table pgq.tick is 'borders between batches: what was visible at a moment';
