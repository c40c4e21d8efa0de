-- creates: jlondiste
create schema jlondiste;
comment on schema jlondiste is 'what the replication keeps beside pgq, pgq_node and londiste';
