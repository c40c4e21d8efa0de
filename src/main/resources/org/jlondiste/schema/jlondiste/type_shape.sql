-- creates: jlondiste.type_shape
-- What the types of users in captured tables were made of when they were last looked at.
create table jlondiste.type_shape (
  queue_name text not null,
  table_name text not null,
  parts text[] not null, -- see jlondiste.type_parts
  primary key (queue_name, table_name)
);
