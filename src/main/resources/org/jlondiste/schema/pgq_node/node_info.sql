-- creates: pgq_node.node_info
create table pgq_node.node_info (
    queue_name     text not null,
    node_type      text not null,
    node_name      text not null,
    worker_name    text,
    combined_queue text,
    node_attrs     text,
    constraint node_info_pkey primary key (queue_name),
    constraint node_info_location_fkey foreign key (queue_name, node_name)
        references pgq_node.node_location (queue_name, node_name),
    constraint node_info_type_check check (
        case when node_type in ('root', 'branch') then worker_name is not null and combined_queue is null
             when node_type = 'leaf' then worker_name is not null
             else false end)
);
comment on table pgq_node.node_info is 'the part that this database plays in each set';
