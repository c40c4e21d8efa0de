-- Foreign keys that can be put back.
--   queue: name of the set's queue
select f.from_table, f.to_table, f.fkey_name
from londiste.get_valid_pending_fkeys(:queue) f
