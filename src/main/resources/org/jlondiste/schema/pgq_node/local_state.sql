-- creates: pgq_node.local_state
create table pgq_node.local_state (
    queue_name    text not null,
    consumer_name text not null,
    provider_node text not null,
    last_tick_id  int8 not null,
    cur_error     text,
    paused        bool not null default false,
    uptodate      bool not null default false,
    constraint local_state_pkey primary key (queue_name, consumer_name),
    constraint local_state_queue_fkey foreign key (queue_name) references pgq_node.node_info (queue_name),
    constraint local_state_provider_fkey foreign key (queue_name, provider_node)
        references pgq_node.node_location (queue_name, node_name)
);
comment on table pgq_node.local_state is 'where each consumer of this node reads from, and how far it has come';
