-- Where a sequence stands.
-- :sequence  its name, quoted where it must be
select s.last_value, s.is_called, s.increment_by, s.is_cycled
  from jlondiste.sequence_state(cast(cast(:sequence as text) as regclass)) s
