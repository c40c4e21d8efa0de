-- Notes that a component is installed.
--   component: name of its schema
--   version: digest of its files
insert into jlondiste.installed (component, version)
values (:component, :version)
