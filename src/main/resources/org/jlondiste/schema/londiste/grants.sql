-- Who may use what in schema londiste; roles that do not exist are passed over.
grant usage on schema londiste to public;
grant select on londiste.table_info, londiste.seq_info, londiste.applied_execute, londiste.pending_fkeys to public;
select jlondiste.grant_to('londiste_reader',
    'select on table londiste.table_info, londiste.seq_info, londiste.applied_execute, londiste.pending_fkeys');
select jlondiste.grant_to('pgq_admin', 'select, insert, update, delete on table '
    || 'londiste.table_info, londiste.seq_info, londiste.applied_execute, londiste.pending_fkeys');
select jlondiste.grant_to('londiste_writer',
    'usage on sequence londiste.table_info_nr_seq, londiste.seq_info_nr_seq');
select jlondiste.restrict_function('londiste', f.name, f.roles)
from (values
    ('_coordinate_copy',             'londiste_writer londiste_reader'),
    ('create_partition',             'londiste_writer'),
    ('create_trigger',               'londiste_writer'),
    ('drop_obsolete_partitions',     'londiste_writer'),
    ('drop_table_fkey',              'londiste_writer'),
    ('drop_table_triggers',          'londiste_writer'),
    ('execute_finish',               'londiste_writer'),
    ('execute_start',                'londiste_writer'),
    ('get_seq_list',                 'londiste_writer londiste_reader'),
    ('get_table_list',               'londiste_writer londiste_reader'),
    ('get_table_pending_fkeys',      'londiste_writer'),
    ('get_valid_pending_fkeys',      'londiste_writer'),
    ('global_add_table',             'londiste_writer'),
    ('global_remove_seq',            'londiste_writer'),
    ('global_remove_table',          'londiste_writer'),
    ('global_update_seq',            'londiste_writer'),
    ('is_obsolete_partition',        'londiste_writer'),
    ('list_obsolete_partitions',     'londiste_writer'),
    ('local_add_seq',                'londiste_writer'),
    ('local_add_table',              'londiste_writer'),
    ('local_change_handler',         'londiste_writer'),
    ('local_remove_seq',             'londiste_writer'),
    ('local_remove_table',           'londiste_writer'),
    ('local_set_table_attrs',        'londiste_writer'),
    ('local_set_table_state',        'londiste_writer'),
    ('local_set_table_struct',       'londiste_writer'),
    ('local_show_missing',           'londiste_writer'),
    ('periodic_maintenance',         'londiste_writer pgq_admin'),
    ('restore_table_fkey',           'londiste_writer'),
    ('root_check_seqs',              'londiste_writer pgq_admin'),
    ('root_notify_change',           'londiste_writer'),
    ('set_session_replication_role', 'londiste_writer'),
    ('table_info_trigger',           'londiste_writer'),
    ('upgrade_schema',               'londiste_writer')
) as f (name, roles);
