-- Who may use what in schema pgq_node; roles that do not exist are passed over.
grant usage on schema pgq_node to public;
select jlondiste.grant_to(r.role,
    'select on table pgq_node.node_location, pgq_node.node_info, pgq_node.local_state, pgq_node.subscriber_info')
from (values ('pgq_reader'), ('pgq_writer')) as r (role);
select jlondiste.grant_to('pgq_admin', 'select, insert, update, delete on table '
    || 'pgq_node.node_location, pgq_node.node_info, pgq_node.local_state, pgq_node.subscriber_info');
select jlondiste.restrict_function('pgq_node', f.name, f.roles)
from (values
    ('change_consumer_provider', 'pgq_writer pgq_admin'),
    ('create_node',              'pgq_admin'),
    ('demote_root',              'pgq_admin'),
    ('drop_node',                'pgq_admin'),
    ('get_consumer_info',        'pgq_writer pgq_admin pgq_reader'),
    ('get_consumer_state',       'pgq_writer pgq_admin pgq_reader'),
    ('get_node_info',            'pgq_writer pgq_admin pgq_reader'),
    ('get_queue_locations',      'pgq_writer pgq_admin pgq_reader'),
    ('get_subscriber_info',      'pgq_writer pgq_admin pgq_reader'),
    ('get_worker_state',         'pgq_admin'),
    ('maint_watermark',          'pgq_admin'),
    ('promote_branch',           'pgq_admin'),
    ('queue_watermarks',         'pgq_admin'),
    ('register_consumer',        'pgq_writer pgq_admin'),
    ('register_location',        'pgq_admin'),
    ('register_subscriber',      'pgq_writer pgq_admin pgq_reader'),
    ('set_consumer_completed',   'pgq_writer pgq_admin'),
    ('set_consumer_error',       'pgq_writer pgq_admin'),
    ('set_consumer_paused',      'pgq_writer pgq_admin'),
    ('set_consumer_uptodate',    'pgq_writer pgq_admin'),
    ('set_global_watermark',     'pgq_admin'),
    ('set_node_attrs',           'pgq_admin'),
    ('set_partition_watermark',  'pgq_admin'),
    ('set_subscriber_watermark', 'pgq_writer pgq_admin pgq_reader'),
    ('unregister_consumer',      'pgq_writer pgq_admin'),
    ('unregister_location',      'pgq_admin'),
    ('unregister_subscriber',    'pgq_writer pgq_admin pgq_reader'),
    ('upgrade_schema',           'pgq_admin')
) as f (name, roles);
