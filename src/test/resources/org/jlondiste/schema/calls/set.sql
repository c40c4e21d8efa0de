-- Tables, sequences, scripts and foreign keys of a set: a root r, a leaf l and two leafs that are merged, all in one
-- database.
select londiste.version();
select londiste.upgrade_schema();
create table orders (id int primary key, note text, amount numeric);
create table items (id int primary key, "order" int references orders);
create table "Odd name" (id int primary key);
create table keyless (a int);
create table serials (id serial primary key);
create schema other;
create table other.orders (id bigint primary key);
create sequence number;
create view v as select 1 as one;
select londiste.make_fqname('a'), londiste.make_fqname('a.b'), londiste.make_fqname('a.b.c'), londiste.make_fqname(''), londiste.make_fqname(null);
select londiste.quote_fqname('a'), londiste.quote_fqname('A.b c'), londiste.quote_fqname('a.b.c'), londiste.quote_fqname(null);
select * from londiste.split_fqname('a.b');
select * from londiste.split_fqname('a');
select * from londiste.split_fqname('a.b.c');
select londiste.find_table_oid('orders')::regclass, londiste.find_table_oid('public.Odd name')::regclass, londiste.find_table_oid('none'), londiste.find_table_oid('v'), londiste.find_table_oid('number');
select londiste.find_seq_oid('number')::regclass, londiste.find_seq_oid('orders');
select londiste.find_rel_oid('v', 'v')::regclass, londiste.find_rel_oid('v', 'r');
select londiste.find_column_types('public.orders'), londiste.find_column_types('public.keyless'), londiste.find_column_types('none');
select londiste.is_replica_func('pgq.logutriga'::regproc), londiste.is_replica_func('pgq.sqltriga'::regproc), londiste.is_replica_func('now'::regproc);
select londiste.set_session_replication_role('replica', false);
show session_replication_role;
select londiste.set_session_replication_role('local', true);
show session_replication_role;
select londiste.set_session_replication_role('origin', false);
-- differs: the message names what is wrong
select londiste.set_session_replication_role('other', false);
-- differs: the message names what is wrong
select londiste.set_session_replication_role(null, false);

select * from londiste.local_add_table('r', 'public.orders');
select * from londiste.global_add_table('r', 'public.orders');
select * from londiste.local_show_missing('r');
select * from londiste.get_table_list('r');
select * from pgq_node.register_location('r', 'R', 'dbname=r', false);
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, null, null);
select * from londiste.local_show_missing('r');
select * from londiste.local_add_table('r', 'public.orders');
select * from londiste.local_add_table('r', 'public.orders');
select * from londiste.local_add_table('r', 'public.orders', array['tgflags=BI'], 'handler=x');
begin;
-- differs: tables without a primary key can be replicated
select * from londiste.local_add_table('r', 'public.keyless');
rollback;
select * from londiste.local_add_table('r', 'public.none');
select * from londiste.local_add_table('r', 'public.v');
select * from londiste.local_add_table('r', 'public.items', array['no_triggers']);
select * from londiste.local_add_table('r', 'public.ghost', array['virtual_table']);
select * from londiste.local_add_table('r', 'public.serials', array['merge_all', 'no_merge']);
select * from londiste.local_add_table('r', 'public.serials', array['skip_truncate', 'expect_sync'], 'copy_node=x');
select * from londiste.local_add_table('r', 'public.renamed', null, null, 'public.Odd name');
select * from londiste.local_add_table('none', 'public.orders');
select * from londiste.get_table_list('r');
select * from londiste.get_table_list('none');
select * from londiste.local_show_missing('r');
select ev_type, ev_data, ev_extra1, ev_extra2 from pgq.event_template order by ev_id;
select * from londiste.local_set_table_attrs('r', 'public.orders', 'handler=y');
select * from londiste.local_set_table_attrs('r', 'public.none', 'handler=y');
select * from londiste.local_set_table_attrs('r', 'public.orders', null);
select * from londiste.local_change_handler('r', 'public.orders', array['tgflags=AI'], 'handler=z');
select * from londiste.local_change_handler('r', 'public.items', array['no_triggers'], null);
select * from londiste.local_change_handler('r', 'public.none', null, null);
select * from londiste.local_set_table_state('r', 'public.orders', null, 'in-copy');
select * from londiste.local_set_table_state('r', 'public.orders', '10:20:', 'catching-up');
select * from londiste.local_set_table_state('r', 'public.none', null, 'ok');
select * from londiste.local_set_table_struct('r', 'public.orders', 'create index x on orders (note)');
select * from londiste.local_set_table_state('r', 'public.orders', null, 'ok');
select * from londiste.local_set_table_struct('r', 'public.orders', null);
select * from londiste.local_set_table_struct('r', 'public.none', null);
select * from londiste.local_set_table_state('r', 'public.orders', null, null);
select * from londiste.get_table_list('r');
select tgrelid::regclass, tgname, pg_get_triggerdef(oid) from pg_trigger where tgname like '%londiste%' and tgrelid = 'orders'::regclass order by 1, 2;
-- differs: a table has one trigger per queue: a new one takes the place of the one before, and its name is told
select * from londiste.create_trigger('r', 'public.orders', array['tgflags=AIUDL'], 'public.orders', 'root');
-- differs: a table has one trigger per queue: a new one takes the place of the one before, and its name is told
select * from londiste.create_trigger('r', 'public.orders', array['tgflags=BIQS'], 'public.orders', 'root');
-- differs: unknown letters of tgflags are refused
select * from londiste.create_trigger('r', 'public.orders', array['tgflags=XYZ'], 'public.orders', 'root');
-- differs: a table has one trigger per queue: a new one takes the place of the one before, and its name is told
select * from londiste.create_trigger('r', 'public.orders', array['backup', 'ignore=note', 'tgflags=AIUDJ'], 'public.orders', 'root');
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from londiste.create_trigger('r', 'public.none', null, 'public.none', 'root');
-- differs: a table has one trigger per queue: a new one takes the place of the one before, and its name is told
select tgname, pg_get_triggerdef(oid) from pg_trigger where tgname like '%londiste%' and tgrelid = 'orders'::regclass order by 1;
select londiste.drop_table_triggers('r', 'public.orders');
select londiste.drop_table_triggers('r', 'public.none');
select tgname from pg_trigger where tgname like '%londiste%' and tgrelid = 'orders'::regclass;
select * from londiste.local_remove_table('r', 'public.items');
select * from londiste.local_remove_table('r', 'public.items');
select * from londiste.local_remove_table('r', 'public.none');
select * from londiste.global_remove_table('r', 'public.ghost');
select * from londiste.global_remove_table('r', 'public.ghost');
-- differs: a queue that is not there is answered with a code and a note, not by an exception
select * from londiste.global_remove_table('none', 'public.ghost');
select * from londiste.get_table_list('r');

select * from londiste.local_add_seq('r', 'public.number');
select * from londiste.local_add_seq('r', 'public.number');
select * from londiste.local_add_seq('r', 'public.none');
select * from londiste.local_add_seq('none', 'public.number');
-- differs: a sequence that nobody used yet is published one lower
select * from londiste.get_seq_list('r');
select * from londiste.get_seq_list('none');
-- differs: a sequence that nobody used yet is published one lower
select ev_type, ev_data, ev_extra1 from pgq.event_template where ev_type like '%seq' order by ev_id;
select * from londiste.root_check_seqs('r');
select * from londiste.root_check_seqs('r', 5);
select * from londiste.root_check_seqs('none');
select setval('number', 50000);
select * from londiste.root_check_seqs('r', 1000);
select * from londiste.get_seq_list('r');
select * from londiste.global_update_seq('r', 'public.number', 5);
select * from londiste.global_update_seq('none', 'public.number', 5);
select * from londiste.local_remove_seq('r', 'public.number');
select * from londiste.local_remove_seq('r', 'public.number');
select * from londiste.global_remove_seq('r', 'public.number');
select * from londiste.local_remove_seq('none', 'public.number');
select * from londiste.get_seq_list('r');
select londiste.root_notify_change('r', 'londiste.test', 'data');
select londiste.root_notify_change('none', 'londiste.test', 'data');

select * from londiste.execute_start('r', 'a.sql', 'select 1;', true);
select * from londiste.execute_start('r', 'a.sql', 'select 1;', true);
select * from londiste.execute_finish('r', 'a.sql');
select * from londiste.execute_finish('r', 'b.sql');
-- differs: a queue that is not there is answered with a code and a note, not by an exception
select * from londiste.execute_start('none', 'c.sql', 'select 1;', true);
select * from londiste.execute_start('r', 'd.sql', 'select 2;', true, 'local-table=public.orders');
select * from londiste.execute_finish('r', 'd.sql');
-- differs: a queue that is not there is answered with a code and a note, not by an exception
select * from londiste.execute_finish('none', 'd.sql');
select queue_name, execute_file, execute_sql, execute_attrs from londiste.applied_execute order by 2;
select ev_type, ev_data, ev_extra1, ev_extra2 from pgq.event_template where ev_type = 'EXECUTE' order by ev_id;
select londiste.periodic_maintenance();
update londiste.applied_execute set execute_time = now() - interval '4 months';
select londiste.periodic_maintenance();
select count(*) from londiste.applied_execute;

select * from pgq_node.register_location('l', 'L', 'dbname=l', false);
select * from pgq_node.register_location('l', 'R', 'dbname=r', false);
select * from pgq_node.create_node('l', 'leaf', 'L', 'lw', 'R', 1, null);
select * from londiste.local_add_table('l', 'other.orders');
select * from londiste.global_add_table('l', 'other.orders');
select * from londiste.global_add_table('l', 'other.orders');
select * from londiste.global_add_table('none', 'other.orders');
select * from londiste.local_show_missing('l');
select * from londiste.local_add_table('l', 'other.orders');
select * from londiste.get_table_list('l');
-- differs: a leaf's tables are closed by statement triggers of their own, which cost nothing per row
select tgname, pg_get_triggerdef(oid) from pg_trigger where tgname like '%londiste%' and tgrelid = 'other.orders'::regclass order by 1;
insert into other.orders values (1);
truncate other.orders;
set session_replication_role = 'replica';
insert into other.orders values (1);
set session_replication_role = 'origin';
select londiste.root_notify_change('l', 'londiste.test', 'data');
select * from londiste.root_check_seqs('l');
select * from londiste.execute_start('l', 'a.sql', 'select 1;', true);
select * from londiste.execute_start('l', 'l.sql', 'select 1;', false);
select * from londiste.execute_finish('l', 'l.sql');
select * from londiste.local_add_seq('l', 'public.number');
select * from londiste.global_update_seq('l', 'public.number', 70000);
select * from londiste.global_update_seq('l', 'public.number', 60000);
select * from londiste.local_show_missing('l');
select * from londiste.local_add_seq('l', 'public.number');
select * from londiste.global_update_seq('l', 'public.number', 80000);
select last_value from number;
select * from londiste.get_seq_list('l');
select * from londiste.local_remove_seq('l', 'public.number');
select * from londiste.get_seq_list('l');
select * from londiste.global_remove_seq('l', 'public.number');
select * from londiste.global_remove_seq('l', 'public.number');
select * from londiste.local_remove_table('l', 'other.orders');
select * from londiste.get_table_list('l');
select * from londiste.global_remove_table('l', 'other.orders');
select * from londiste.get_table_list('l');

select * from pgq_node.register_location('m', 'L', 'dbname=l', false);
select * from pgq_node.register_location('m', 'R', 'dbname=r', false);
select * from pgq_node.create_node('m', 'leaf', 'L', 'mw', 'R', 1, null);
select * from londiste.global_add_table('l', 'public.items');
select * from londiste.global_add_table('m', 'public.items');
begin;
select * from londiste.local_add_table('l', 'public.items');
rollback;
select * from londiste.local_add_table('l', 'public.items', array['no_merge']);
begin;
select * from londiste.local_add_table('m', 'public.items', array['merge_all']);
rollback;
select * from londiste.local_remove_table('l', 'public.items');
select * from londiste.local_add_table('m', 'public.items', array['merge_all']);
select * from londiste.get_table_list('l');
select * from londiste.get_table_list('m');
select * from londiste.local_set_table_state('l', 'public.items', null, 'in-copy');
select * from londiste.local_set_table_state('m', 'public.items', null, 'in-copy');
select * from londiste._coordinate_copy('l', 'public.items');
select * from londiste._coordinate_copy('m', 'public.items');
-- differs: a table that is not there has the copy's position 0
select * from londiste._coordinate_copy('m', 'public.none');
select * from londiste.local_set_table_struct('l', 'public.items', 'select 1');
select * from londiste.local_set_table_state('l', 'public.items', null, 'catching-up');
select * from londiste._coordinate_copy('l', 'public.items');
select * from londiste._coordinate_copy('m', 'public.items');
select * from londiste.local_set_table_state('m', 'public.items', null, 'catching-up');
select * from londiste._coordinate_copy('l', 'public.items');
select * from londiste._coordinate_copy('m', 'public.items');

-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.find_table_fkeys('public.items');
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.find_table_fkeys('public.orders');
select * from londiste.find_table_fkeys('public.none');
select londiste.drop_table_fkey('public.items', 'items_order_fkey');
select londiste.drop_table_fkey('public.items', 'items_order_fkey');
select * from londiste.find_table_fkeys('public.items');
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.get_table_pending_fkeys('public.items');
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.get_table_pending_fkeys('public.orders');
select * from londiste.get_valid_pending_fkeys('l');
select * from londiste.local_set_table_struct('l', 'public.items', null);
select * from londiste.local_set_table_state('l', 'public.items', null, 'ok');
select * from londiste.local_set_table_state('m', 'public.items', null, 'ok');
select * from londiste.local_set_table_state('r', 'public.orders', null, 'ok');
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.get_valid_pending_fkeys('l');
select * from londiste.get_valid_pending_fkeys('m');
select * from londiste.get_valid_pending_fkeys('r');
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select londiste.restore_table_fkey('public.items', 'items_order_fkey', true);
select londiste.restore_table_fkey('public.items', 'none');
select londiste.restore_table_fkey('public.items', 'items_order_fkey');
select * from londiste.pending_fkeys;
-- differs: the text of a foreign key names the schema, whatever search_path it is run under
select * from londiste.find_table_fkeys('public.items');

create table events (id int primary key, at timestamptz);
create index on events (at);
select londiste.create_partition('public.events', 'public.events_2020_03', 'id', 'at', '2020-03-15 12:00:00+00', 'month');
select londiste.create_partition('public.events', 'public.events_2020_03', 'id', 'at', '2020-03-15 12:00:00+00', 'month');
select londiste.create_partition('public.events', 'public.events_2020_04_02', 'id', 'at', '2020-04-02 12:00:00+00', 'day');
select londiste.create_partition('public.events', 'public.events_2020', 'id', 'at', '2020-04-02 12:00:00+00', 'year');
select londiste.create_partition('public.events', 'public.events_2020_04_02_05', 'id', 'at', '2020-04-02 05:00:00+00', 'hour');
select londiste.create_partition('public.events', 'public.events_other', 'id', null, '2020-04-02 05:00:00+00', 'day');
-- differs: no period that the other functions for partitions refuse
select londiste.create_partition('public.events', 'public.events_wrong', 'id', 'at', '2020-04-02 05:00:00+00', 'week');
-- differs: the message names what is wrong
select londiste.create_partition('public.none', 'public.none_2020', 'id', 'at', '2020-04-02 05:00:00+00', 'day');
drop table if exists events_wrong cascade;
select c.conrelid::regclass, pg_get_constraintdef(c.oid) from pg_constraint c join pg_inherits i on i.inhrelid = c.conrelid where i.inhparent = 'events'::regclass order by c.conrelid::regclass::text, 2;
select i.indrelid::regclass, regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '') from pg_index i join pg_inherits h on h.inhrelid = i.indrelid where h.inhparent = 'events'::regclass order by i.indrelid::regclass::text, 2;
select londiste.is_obsolete_partition('public.events_2020_03', '1 year', 'month');
select londiste.is_obsolete_partition('public.events_2020_04_02', '1 year', 'day');
select londiste.is_obsolete_partition('public.events_2020_04_02_05', '1 year', 'hour');
select londiste.is_obsolete_partition('public.events_2020', '1 year', 'year');
select londiste.is_obsolete_partition('public.events_2020', '1000 years', 'year');
select londiste.is_obsolete_partition('public.events_other', '1 year', 'day');
-- differs: the message names what is wrong
select londiste.is_obsolete_partition('public.events_2020_03', '1 year', 'week');
select * from londiste.list_obsolete_partitions('public.events', '1 year', 'month') order by 1;
select * from londiste.list_obsolete_partitions('public.events', '1 year', 'day') order by 1;
select * from londiste.list_obsolete_partitions('public.none', '1 year', 'day');
select * from londiste.drop_obsolete_partitions('public.events', '1 year', 'day') order by 1;
select inhrelid::regclass from pg_inherits where inhparent = 'events'::regclass order by inhrelid::regclass::text;
