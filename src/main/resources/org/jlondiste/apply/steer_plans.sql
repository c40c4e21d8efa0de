-- Sets of changes find their rows by index, however stale the statistics of a table are that grows fast.
set local enable_seqscan = off;
set local enable_hashjoin = off;
set local enable_mergejoin = off;
set local jit = off;  --@ since 110000
