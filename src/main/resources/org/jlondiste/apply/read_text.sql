-- What do these bytes say?
-- :bytes     in PostgreSQL's escape format
-- :encoding  of the bytes
select convert_from(convert(decode(:bytes, 'escape'), :encoding, 'UTF8'), 'UTF8') as text
