-- creates: londiste
create schema londiste;
comment on schema londiste is 'tables and sequences that are replicated';
