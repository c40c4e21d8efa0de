-- creates: londiste.table_info
create table londiste.table_info (
    nr              serial not null,
    queue_name      text   not null,
    table_name      text   not null,
    local           bool   not null default false,
    merge_state     text,
    custom_snapshot text,
    dropped_ddl     text,
    table_attrs     text,
    dest_table      text,
    constraint table_info_pkey primary key (queue_name, table_name),
    constraint table_info_queue_fkey foreign key (queue_name)
        references pgq_node.node_info (queue_name) on delete cascade,
    constraint table_info_dropped_ddl_check check (
        dropped_ddl is null or merge_state in ('in-copy', 'catching-up'))
);
comment on table londiste.table_info is 'tables of each set, and how far their copies here are';
