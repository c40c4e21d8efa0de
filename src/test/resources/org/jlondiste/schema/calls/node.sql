-- Nodes of sets: a root r, a branch b, a leaf l and a leaf p that feeds r, all in one database.
select pgq_node.version();
select pgq_node.upgrade_schema();
select pgq_node.get_node_info('r');
select pgq_node.get_worker_state('r');
select pgq_node.get_consumer_state('r', 'w');
select pgq_node.is_root_node('r');
select pgq_node.is_leaf_node('r');
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, null, null);
select * from pgq_node.register_location('r', 'R', 'dbname=r', false);
select * from pgq_node.register_location('r', 'R', 'dbname=r host=h', false);
-- differs: a location that nobody knows and that is not given is a warning, and no event
select * from pgq_node.register_location('r', 'X', null, false);
select * from pgq_node.register_location(null, 'X', 'dbname=x', false);
select * from pgq_node.get_queue_locations('r') order by 1;
select * from pgq_node.get_queue_locations('none');
select * from pgq_node.create_node('r', 'root', 'R', 'rw', 'P', null, null);
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, 1, null);
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, null, 'c');
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.create_node('r', 'root', 'R', null, null, null, null);
select * from pgq_node.create_node('r', 'root', 'Q', 'rw', null, null, null);
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, null, null);
select * from pgq_node.create_node('r', 'root', 'R', 'rw', null, null, null);
select * from pgq_node.create_node('r', 'branch', 'R', 'rw', 'P', 1, null);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.create_node('s', 'twig', 'S', 'sw', null, null, null);
select * from pgq_node.node_info;
select * from pgq_node.local_state;
select queue_name, queue_external_ticker, queue_disable_insert, queue_ticker_paused from pgq.queue;
select queue_name, consumer_name, last_tick, current_batch from pgq.get_consumer_info() order by 1, 2;
select pgq.set_queue_config('r', 'ticker_max_lag', '0');
select pgq.set_queue_config('r', 'ticker_idle_period', '0');
select * from pgq_node.get_node_info('r');
select * from pgq_node.get_worker_state('r');
select * from pgq_node.get_consumer_state('r', 'rw');
select * from pgq_node.get_consumer_state('r', 'nobody');
select * from pgq_node.get_consumer_info('r');
select * from pgq_node.get_consumer_info('none');
select pgq_node.is_root_node('r'), pgq_node.is_leaf_node('r');

select * from pgq_node.register_location('r', 'A', 'dbname=a', false);
select * from pgq_node.register_location('r', 'B', 'dbname=b', false);
select * from pgq_node.register_location('r', 'B', null, true);
select * from pgq_node.register_location('r', 'B', 'dbname=b', false);
select * from pgq_node.get_queue_locations('r') order by 1;
-- differs: events about locations tell the connect string that was kept, too; what nobody knew is not announced
select ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4 from pgq.event_template order by ev_id;
select pgq.ticker('r');
select * from pgq_node.register_subscriber('r', 'A', 'aw', null);
select * from pgq_node.register_subscriber('r', 'A', 'aw', null);
select * from pgq_node.register_subscriber('r', 'B', 'bw', 2);
select * from pgq_node.register_subscriber('r', 'B2', 'bw2', 99);
select * from pgq_node.register_subscriber('r', 'nobody', 'nw', null);
select * from pgq_node.register_subscriber('none', 'A', 'aw', null);
select * from pgq_node.get_subscriber_info('r') order by 1;
select * from pgq_node.get_subscriber_info('none');
select queue_name, consumer_name, last_tick from pgq.get_consumer_info() order by 1, 2;
select * from pgq_node.set_subscriber_watermark('r', 'B', 1);
select * from pgq_node.set_subscriber_watermark('r', 'B', 2);
select * from pgq_node.set_subscriber_watermark('r', 'B', 1);
select * from pgq_node.set_subscriber_watermark('r', 'B', 99);
-- differs: the message names what is wrong
select * from pgq_node.set_subscriber_watermark('r', 'nobody', 2);
-- differs: the message names what is wrong
select * from pgq_node.set_subscriber_watermark('none', 'B', 2);
select * from pgq_node.set_global_watermark('r', null);
select * from pgq_node.set_global_watermark('r', 1);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.set_global_watermark('r', 99);
-- differs: the message names what is wrong
select * from pgq_node.set_global_watermark('none', 1);
select * from pgq_node.set_subscriber_watermark('r', 'A', 2);
select pgq.register_consumer_at('r', 'aw', 2);
select * from pgq_node.set_global_watermark('r', null);
select ev_type, ev_data, ev_extra1 from pgq.event_template where ev_type = 'pgq.global-watermark' order by ev_id;
select queue_name, consumer_name, last_tick from pgq.get_consumer_info() order by 1, 2;
select * from pgq_node.get_node_info('r');
select pgq_node.maint_watermark('r');
select pgq_node.maint_watermark('none');

select * from pgq_node.set_consumer_paused('r', 'rw', true);
select * from pgq_node.set_consumer_paused('r', 'rw', true);
select * from pgq_node.set_consumer_uptodate('r', 'rw', true);
select * from pgq_node.get_consumer_state('r', 'rw');
select * from pgq_node.set_consumer_paused('r', 'rw', false);
select * from pgq_node.set_consumer_paused('r', 'rw', false);
select * from pgq_node.set_consumer_paused('r', 'nobody', true);
select * from pgq_node.set_consumer_paused('none', 'rw', true);
select * from pgq_node.set_consumer_uptodate('r', 'rw', false);
select * from pgq_node.set_consumer_uptodate('r', 'nobody', false);
select * from pgq_node.set_consumer_error('r', 'rw', 'something is wrong');
select * from pgq_node.set_consumer_error('r', 'nobody', 'something is wrong');
select cur_error, paused, uptodate from pgq_node.get_consumer_info('r');
select * from pgq_node.set_consumer_error('r', 'rw', '');
select cur_error from pgq_node.get_consumer_info('r');
select * from pgq_node.set_consumer_completed('r', 'rw', 2);
select * from pgq_node.set_consumer_completed('r', 'nobody', 2);
select * from pgq_node.get_consumer_info('r');
select * from pgq_node.register_consumer('r', 'copier', 'A', 2);
select * from pgq_node.register_consumer('r', 'copier', 'R', 1);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.register_consumer('r', 'lost', 'nobody', 1);
select * from pgq_node.register_consumer('none', 'copier', 'R', 1);
select * from pgq_node.change_consumer_provider('r', 'copier', 'B');
select * from pgq_node.change_consumer_provider('r', 'copier', 'nobody');
select * from pgq_node.change_consumer_provider('r', 'nobody', 'B');
select * from pgq_node.change_consumer_provider('none', 'copier', 'B');
select * from pgq_node.get_consumer_info('r') order by 1;
select * from pgq_node.unregister_consumer('r', 'copier');
select * from pgq_node.unregister_consumer('r', 'copier');
select * from pgq_node.unregister_consumer('none', 'copier');
select * from pgq_node.set_node_attrs('r', 'sync_watermark=A%2cB');
select * from pgq_node.set_node_attrs('r', null);
select * from pgq_node.set_node_attrs('none', 'x');

select * from pgq_node.register_location('b', 'B', 'dbname=b', false);
select * from pgq_node.register_location('b', 'R', 'dbname=r', false);
select * from pgq_node.create_node('b', 'branch', 'B', 'bw', null, 5, null);
select * from pgq_node.create_node('b', 'branch', 'B', 'bw', 'R', null, null);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.create_node('b', 'branch', 'B', 'bw', 'R', 5, 'r');
select * from pgq_node.create_node('b', 'branch', 'B', 'bw', 'nobody', 5, null);
select * from pgq_node.create_node('b', 'branch', 'B', 'bw', 'R', 5, null);
select * from pgq_node.get_node_info('b');
select * from pgq_node.get_worker_state('b');
select t.tick_id, t.tick_event_seq from pgq.tick t join pgq.queue q on q.queue_id = t.tick_queue where q.queue_name = 'b' and t.tick_id > 1 order by 1;
select queue_name, queue_external_ticker, queue_disable_insert from pgq.queue order by 1;
select queue_name, consumer_name, last_tick from pgq.get_consumer_info('b') order by 1, 2;
select pgq.insert_event('b', 'a', 'b');
select * from pgq_node.register_location('b', 'L', 'dbname=l', false);
select ev_type from pgq.event_template where tableoid::regclass::text ~ 'event_2';
select * from pgq_node.register_subscriber('b', 'L', 'lw', null);
select pgq.ticker('b', 6, '2020-01-01 00:00:00+00', 60);
select pgq.ticker('b', 8, '2020-01-01 00:00:01+00', 80);
select * from pgq_node.set_global_watermark('b', null);
select * from pgq_node.set_global_watermark('b', 6);
select * from pgq_node.set_global_watermark('b', 7);
select * from pgq_node.set_consumer_completed('b', 'bw', 8);
select * from pgq_node.get_node_info('b');
select * from pgq_node.get_worker_state('b');
select pgq_node.is_root_node('b'), pgq_node.is_leaf_node('b');

select * from pgq_node.register_location('l', 'L', 'dbname=l', false);
select * from pgq_node.register_location('l', 'R', 'dbname=r', false);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.create_node('l', 'leaf', 'L', 'lw', null, 5, null);
-- differs: what is refused is answered with a code and a note, not by a constraint
select * from pgq_node.create_node('l', 'leaf', 'L', 'lw', 'R', null, null);
select * from pgq_node.create_node('l', 'leaf', 'L', 'lw', 'R', 5, 'none');
select * from pgq_node.create_node('l', 'leaf', 'L', 'lw', 'R', 5, null);
select * from pgq_node.get_node_info('l');
select * from pgq_node.get_worker_state('l');
select * from pgq_node.get_consumer_state('l', 'lw');
select * from pgq_node.register_subscriber('l', 'R', 'x', null);
select * from pgq_node.set_global_watermark('l', 6);
-- differs: the message names what is wrong
select * from pgq_node.set_subscriber_watermark('l', 'R', 6);
select pgq_node.is_root_node('l'), pgq_node.is_leaf_node('l');
select * from pgq_node.promote_branch('l');
select * from pgq_node.register_location('p', 'L', 'dbname=l', false);
select * from pgq_node.register_location('p', 'R', 'dbname=r', false);
select * from pgq_node.create_node('p', 'leaf', 'L', 'pw', 'R', 5, 'r');
select * from pgq_node.get_node_info('p');
select * from pgq_node.get_worker_state('p');
select target_for from pgq_node.get_node_info('r');
select * from pgq_node.set_partition_watermark('r', 'p', 7);
select * from pgq_node.set_partition_watermark('r', 'none', 7);
select * from pgq_node.set_partition_watermark('b', 'p', 7);
select * from pgq_node.set_partition_watermark('none', 'p', 7);
select last_tick_id from pgq_node.get_consumer_info('p');

select * from pgq_node.promote_branch('r');
select * from pgq_node.promote_branch('none');
select * from pgq_node.promote_branch('b');
select * from pgq_node.get_node_info('b');
select queue_external_ticker, queue_disable_insert from pgq.queue where queue_name = 'b';
select pgq.insert_event('b', 'a', 'b') > 80;
select pgq.set_queue_config('b', 'ticker_max_lag', '0');
select pgq.ticker('b');
select * from pgq_node.demote_root('b', 2, 'R');
select * from pgq_node.demote_root('b', 3, 'R');
select * from pgq_node.demote_root('b', 4, 'R');
select * from pgq_node.demote_root('l', 1, 'R');
select * from pgq_node.demote_root('none', 1, 'R');
select * from pgq_node.demote_root('b', 1, 'R');
select pgq.insert_event('b', 'a', 'b');
select * from pgq_node.demote_root('b', 1, 'R');
select * from pgq_node.demote_root('b', 2, 'R');
select * from pgq_node.demote_root('b', 3, 'nobody');
select * from pgq_node.demote_root('b', 3, 'R');
select * from pgq_node.get_node_info('b');
select queue_external_ticker, queue_disable_insert from pgq.queue where queue_name = 'b';

select * from pgq_node.unregister_subscriber('r', 'B');
select * from pgq_node.unregister_subscriber('r', 'B');
select * from pgq_node.unregister_subscriber('none', 'B');
select * from pgq_node.unregister_location('r', 'R');
select * from pgq_node.unregister_location('r', 'A');
select * from pgq_node.unregister_location('r', 'A');
select * from pgq_node.unregister_location('l', 'R');
select * from pgq_node.unregister_location('none', 'A');
-- differs: events about locations tell the connect string that was kept, too; what nobody knew is not announced
select ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3 from pgq.event_template where ev_type = 'pgq.unregister-location';
select queue_name, consumer_name from pgq.get_consumer_info() order by 1, 2;
select * from pgq_node.drop_node('p', 'R');
select * from pgq_node.drop_node('p', 'L');
select * from pgq_node.drop_node('p', 'L');
select * from pgq_node.drop_node('l', 'L');
select * from pgq_node.drop_node('r', 'B');
select * from pgq_node.drop_node('r', 'R');
select * from pgq_node.drop_node('b', 'B');
select * from pgq_node.drop_node('none', 'B');
select * from pgq_node.node_info;
select * from pgq_node.node_location order by 1, 2;
select * from pgq_node.local_state;
select * from pgq_node.subscriber_info;
select queue_name from pgq.queue;
select co_name from pgq.consumer;
