-- creates: pgq_coop
create schema pgq_coop;
comment on schema pgq_coop is 'consumers that share the batches of a queue';
