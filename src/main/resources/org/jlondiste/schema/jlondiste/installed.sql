-- creates: jlondiste.installed
create table jlondiste.installed (
    component    text        not null primary key,
    version      text        not null,
    installed_at timestamptz not null default now()
);
comment on table jlondiste.installed is 'which parts were installed here by jlondiste, and in which version';
