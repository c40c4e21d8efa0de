-- Does the database have the language plpgsql? Before 9.0 it has not by itself.
select exists (select 1 from pg_catalog.pg_language l where l.lanname = 'plpgsql') as there
