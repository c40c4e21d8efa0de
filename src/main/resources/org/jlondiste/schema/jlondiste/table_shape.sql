-- creates: jlondiste.table_shape
-- What the columns of captured tables were when they were last looked at.
create table jlondiste.table_shape (
  queue_name text not null,
  table_name text not null,
  relation oid not null,
  numbers int4[] not null, -- of the columns
  names text[] not null,
  types text[] not null,
  primary key (queue_name, table_name)
);
