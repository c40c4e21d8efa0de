-- Lets only one queue at a time copy rows into tables that several queues share, until the transaction ends;
-- before PostgreSQL 9.1.
lock table jlondiste.merged_part in share row exclusive mode
