-- creates: pgq_node.subscriber_info
create table pgq_node.subscriber_info (
    queue_name      text not null,
    subscriber_node text not null,
    worker_name     text not null,
    watermark_name  text not null,
    constraint subscriber_info_pkey primary key (queue_name, subscriber_node),
    constraint subscriber_info_queue_fkey foreign key (queue_name) references pgq_node.node_info (queue_name),
    constraint subscriber_info_location_fkey foreign key (queue_name, subscriber_node)
        references pgq_node.node_location (queue_name, node_name),
    constraint subscriber_info_worker_fkey foreign key (worker_name) references pgq.consumer (co_name),
    constraint subscriber_info_watermark_fkey foreign key (watermark_name) references pgq.consumer (co_name)
);
comment on table pgq_node.subscriber_info is 'nodes that read from this one';
