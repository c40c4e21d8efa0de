-- creates: pgq.consumer
create table pgq.consumer (
    co_id   serial not null,
    co_name text   not null,
    constraint consumer_pkey primary key (co_id),
    constraint consumer_name_uq unique (co_name)
);
comment on table pgq.consumer is 'names of those who read from queues';
