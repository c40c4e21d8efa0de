-- Notes that a script was run.
--   queue, file: of the script
select e.ret_code, e.ret_note
from londiste.execute_finish(:queue, :file) e
