-- creates: pgq.batch_id_seq
create sequence pgq.batch_id_seq;
