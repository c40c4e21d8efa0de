-- Which version of a component did we install?
--   component: name of its schema
select i.version
from jlondiste.installed i
where i.component = :component
