-- Who may use what in schema pgq; roles that do not exist are passed over.
grant usage on schema pgq to public;
grant select on pgq.queue, pgq.consumer, pgq.tick, pgq.subscription to public;
select jlondiste.grant_to('pgq_reader', 'select on table pgq.queue, pgq.consumer, pgq.tick, pgq.subscription');
select jlondiste.grant_to('pgq_admin',
    'select, insert, update, delete on table pgq.queue, pgq.consumer, pgq.tick, pgq.subscription, pgq.retry_queue');
select jlondiste.grant_to('pgq_reader', 'select on table pgq.event_template');
select jlondiste.grant_to('pgq_admin', 'select, insert, truncate on table pgq.event_template');
select jlondiste.restrict_function('pgq', f.name, f.roles)
from (values
    ('_grant_perms_from',         'pgq_admin'),
    ('batch_event_sql',           'pgq_reader'),
    ('batch_event_tables',        'pgq_reader'),
    ('batch_retry',               'pgq_reader'),
    ('create_queue',              'pgq_admin'),
    ('current_event_table',       'pgq_writer'),
    ('drop_queue',                'pgq_admin'),
    ('event_retry',               'pgq_reader'),
    ('event_retry_raw',           'pgq_admin'),
    ('find_tick_helper',          'pgq_reader'),
    ('finish_batch',              'pgq_reader'),
    ('force_tick',                'pgq_reader'),
    ('get_batch_cursor',          'pgq_reader'),
    ('get_batch_events',          'pgq_reader'),
    ('get_batch_info',            'pgq_reader'),
    ('get_consumer_info',         'public'),
    ('get_queue_info',            'public'),
    ('grant_perms',               'pgq_admin'),
    ('insert_event',              'pgq_writer'),
    ('insert_event_raw',          'pgq_admin'),
    ('jsontriga',                 'pgq_admin'),
    ('logutriga',                 'pgq_admin'),
    ('maint_operations',          'pgq_admin'),
    ('maint_retry_events',        'pgq_admin'),
    ('maint_rotate_tables_step1', 'pgq_admin'),
    ('maint_rotate_tables_step2', 'pgq_admin'),
    ('maint_tables_to_vacuum',    'pgq_admin'),
    ('next_batch',                'pgq_reader'),
    ('next_batch_custom',         'pgq_reader'),
    ('next_batch_info',           'pgq_reader'),
    ('register_consumer',         'pgq_reader'),
    ('register_consumer_at',      'pgq_reader'),
    ('seq_setval',                'pgq_admin'),
    ('set_queue_config',          'pgq_admin'),
    ('sqltriga',                  'pgq_admin'),
    ('ticker',                    'pgq_admin'),
    ('tune_storage',              'pgq_admin'),
    ('unregister_consumer',       'pgq_reader'),
    ('upgrade_schema',            'pgq_admin')
) as f (name, roles);
