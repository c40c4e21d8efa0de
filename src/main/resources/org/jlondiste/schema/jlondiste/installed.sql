-- creates: jlondiste.installed
-- What we installed here: one row for each schema.
create table jlondiste.installed (
  component text not null primary key,
  version text not null,
  installed_at timestamptz not null default now()
);
