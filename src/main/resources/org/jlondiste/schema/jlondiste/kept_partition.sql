-- creates: jlondiste.kept_partition
-- Partitions that were detached or dropped on the root, so that their rows are on this node alone.
create table jlondiste.kept_partition (
  queue_name text not null,
  table_name text not null, -- in the set
  partition_name text not null, -- on the root, schema.name
  was_here bool not null, -- this node had a partition of that name
  noted_at timestamptz not null default now(),
  primary key (queue_name, table_name, partition_name)
);
