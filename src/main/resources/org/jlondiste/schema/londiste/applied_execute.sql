-- creates: londiste.applied_execute
create table londiste.applied_execute (
    queue_name    text        not null,
    execute_file  text        not null,
    execute_time  timestamptz not null default now(),
    execute_sql   text        not null,
    execute_attrs text,
    constraint applied_execute_pkey primary key (queue_name, execute_file)
);
comment on table londiste.applied_execute is 'SQL scripts that were run through the queue';
