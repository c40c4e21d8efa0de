-- Notes that a script begins; code 201 if it was run before.
--   queue, file, sql, attributes: of the script
--   on_root: it comes from the operator, on the root
select e.ret_code, e.ret_note
from londiste.execute_start(:queue, :file, :sql, :on_root, :attributes) e
