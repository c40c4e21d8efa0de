-- Who may use what in schema jlondiste; roles that do not exist are passed over.
grant usage on schema jlondiste to public;
grant select on jlondiste.installed to public;
grant select on jlondiste.node_worker to public;
-- each captured table gets a trigger function there
select jlondiste.grant_to('londiste_writer', 'create on schema jlondiste');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.meeting');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.copy');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.copy_chunk');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.copy_ddl');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.stopped_table');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.node_worker');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.merged_part');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.restraint');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.stages');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.table_shape');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.type_shape');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.table_rewrite');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.kept_partition');
select jlondiste.grant_to('londiste_writer', 'select, insert, update, delete on table jlondiste.known_partition');
select jlondiste.restrict_function('jlondiste', f.name, f.roles)
from (values
    ('create_roles',           ''),
    ('grant_role',             ''),
    ('restrict_function',      ''),
    ('grant_to',               ''),
    ('try_lock_queue',         'pgq_admin'),
    ('lock_queue',             'pgq_admin'),
    ('fresh_event_table',      'pgq_admin pgq_writer'),
    ('close_event_table',      'pgq_admin'),
    ('open_event_table',       'pgq_admin'),
    ('raise_wal_offset',       'pgq_admin'),
    ('lift_event_ids',         'pgq_admin'),
    ('notify_tick',            'pgq_admin'),
    ('event_table_names',      'pgq_admin pgq_reader'),
    ('count_by_index',         'pgq_admin'),
    ('count_new_events',       'pgq_admin'),
    ('event_sequence_value',   'pgq_admin'),
    ('tick_due',               'pgq_admin'),
    ('insert_tick',            'pgq_admin'),
    ('repeat_tick',            'pgq_admin'),
    ('settle_last_tick',       'pgq_admin'),
    ('events_after_tick',      'pgq_admin'),
    ('forget_after_tick',      'pgq_admin'),
    ('hold_ticks',             'pgq_admin'),
    ('tick_at_snapshot',       'pgq_admin'),
    ('use_wal_event_ids',      'pgq_admin'),
    ('note_part',              'londiste_writer'),
    ('use_sequence_event_ids', 'pgq_admin'),
    ('highest_event_id',       'pgq_admin'),
    ('sequence_margin',        'londiste_writer'),
    ('deny_table',             'londiste_writer'),
    ('undeny_table',           'londiste_writer'),
    ('drop_queue_triggers',    'londiste_writer'),
    ('stopped_tables',         'londiste_writer londiste_reader'),
    ('guard_nodes',            ''),
    ('is_ours',                'londiste_writer'),
    ('give_way',               ''),
    ('stop_table',             'londiste_writer'),
    ('tell_to_stop',           'londiste_writer'),
    ('keep_partition',         'londiste_writer'),
    ('know_partitions',        'londiste_writer'),
    ('watch_capture',          'londiste_writer'),
    ('watch_shapes',           'londiste_writer'),
    ('watch_types',            'londiste_writer'),
    ('watch_rewrites',         'londiste_writer'),
    ('watch_partitions',       'londiste_writer'),
    ('has_uncaptured_row',     'londiste_writer'),
    ('mark_origin',            'londiste_writer'),
    ('row_files',              'londiste_writer'),
    ('column_marks',           'londiste_writer'),
    ('type_parts',             'londiste_writer'),
    ('type_is_wider',          'londiste_writer'),
    ('write_trigger_event',    ''),
    ('copy_triggers_and_rules', 'londiste_writer')
) as f (name, roles);
