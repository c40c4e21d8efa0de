-- How does the database write letters?
select pg_catalog.current_setting('server_encoding') as encoding
