-- creates: jlondiste.merged_part
-- Whose rows are in a local table: the queues from which its copies brought rows since it was last emptied by a copy.
create table jlondiste.merged_part (
  table_name text not null, -- the local table
  queue_name text not null,
  primary key (table_name, queue_name)
);
