-- creates: pgq_node.node_location
create table pgq_node.node_location (
    queue_name    text not null,
    node_name     text not null,
    node_location text not null,
    dead          bool not null default false,
    constraint node_location_pkey primary key (queue_name, node_name)
);
comment on table pgq_node.node_location is 'all members of a set and how to connect to them';
