-- creates: londiste.pending_fkeys
create table londiste.pending_fkeys (
    from_table text not null,
    to_table   text not null,
    fkey_name  text not null,
    fkey_def   text not null,
    constraint pending_fkeys_pkey primary key (from_table, fkey_name)
);
comment on table londiste.pending_fkeys is 'foreign keys taken off for a copy, to be put back after it';
