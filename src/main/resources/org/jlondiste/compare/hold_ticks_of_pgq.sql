-- Sees to it that no other session makes a tick until the transaction ends, where PgQ's own ticker
-- does: it waits for this lock before it looks at the time or at open transactions.
lock table pgq.tick in share row exclusive mode
