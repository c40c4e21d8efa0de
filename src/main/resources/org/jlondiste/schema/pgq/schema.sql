-- creates: pgq
create schema pgq;
comment on schema pgq is 'event queues';
