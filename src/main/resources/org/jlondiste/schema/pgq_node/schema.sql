-- creates: pgq_node
create schema pgq_node;
comment on schema pgq_node is 'nodes that hand a queue on from one database to the next';
