-- Changes the state of those of some local tables that are in the expected one.
-- :queue     name of the set's queue
-- :tables    names of the tables in the set
-- :from      state that is expected; null before the first copy
-- :to        state to come
update londiste.table_info
   set merge_state = cast(:to as text)
 where queue_name = :queue
   and table_name = any (cast(:tables as text[]))
   and local
   and (merge_state is not distinct from cast(:from as text)
        or (merge_state = '?' and cast(:from as text) = 'ok'))
