-- creates: pgq.subscription
create table pgq.subscription (
    sub_id        serial      not null,
    sub_queue     int4        not null,
    sub_consumer  int4        not null,
    sub_last_tick int8,
    sub_active    timestamptz not null default now(),
    sub_batch     int8,
    sub_next_tick int8,
    constraint subscription_pkey primary key (sub_queue, sub_consumer),
    constraint subscription_batch_idx unique (sub_batch),
    constraint sub_queue_fkey foreign key (sub_queue) references pgq.queue (queue_id),
    constraint sub_consumer_fkey foreign key (sub_consumer) references pgq.consumer (co_id)
);
comment on table pgq.subscription is 'how far each consumer of a queue has come, and the batch it works on';
