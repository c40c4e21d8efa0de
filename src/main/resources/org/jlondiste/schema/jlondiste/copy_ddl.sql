-- creates: jlondiste.copy_ddl
-- What was taken off a table for the time of its copy, as the statements that put it back.
create table jlondiste.copy_ddl (
  queue_name text not null,
  table_name text not null,
  object_name text not null,
  is_key bool not null, -- needed to replay changes; put back first
  statement text not null,
  primary key (queue_name, table_name, object_name)
);
