-- Does the server do MD5? Where only approved algorithms are allowed it refuses.
select pg_catalog.md5(cast('' as pg_catalog.text)) as digest
