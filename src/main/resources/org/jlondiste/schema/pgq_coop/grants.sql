-- Who may use what in schema pgq_coop; roles that do not exist are passed over.
grant usage on schema pgq_coop to public;
select jlondiste.restrict_function('pgq_coop', f.name, 'pgq_reader')
from (values
    ('register_subconsumer'),
    ('unregister_subconsumer'),
    ('next_batch'),
    ('next_batch_custom'),
    ('finish_batch')
) f (name);
