-- creates: jlondiste.known_partition
-- The partitions of captured tables when they were last looked at: what is dropped has no name any more.
create table jlondiste.known_partition (
  queue_name text not null,
  table_name text not null, -- in the set
  relation oid not null,
  partition_name text not null, -- schema.name
  primary key (queue_name, table_name, relation)
);
