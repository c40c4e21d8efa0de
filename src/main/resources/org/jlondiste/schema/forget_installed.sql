-- Forgets which version of a component is installed.
--   component: name of its schema
delete from jlondiste.installed
where component = :component
