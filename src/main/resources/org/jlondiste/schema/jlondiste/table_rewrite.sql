-- creates: jlondiste.table_rewrite
-- What shows that the columns of captured tables were given other values, when they were last looked at.
create table jlondiste.table_rewrite (
  queue_name text not null,
  table_name text not null,
  relation oid not null,
  origin text not null, -- of the marks: where this differs, they tell nothing
  files text[] not null, -- see jlondiste.row_files
  marks text[] not null, -- see jlondiste.column_marks
  primary key (queue_name, table_name)
);
