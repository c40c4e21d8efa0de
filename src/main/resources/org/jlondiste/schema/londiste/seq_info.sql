-- creates: londiste.seq_info
create table londiste.seq_info (
    nr         serial not null,
    queue_name text   not null,
    seq_name   text   not null,
    local      bool   not null default false,
    last_value int8   not null,
    constraint seq_info_pkey primary key (queue_name, seq_name),
    constraint seq_info_queue_fkey foreign key (queue_name)
        references pgq_node.node_info (queue_name) on delete cascade
);
comment on table londiste.seq_info is 'sequences of each set, and the value last published';
