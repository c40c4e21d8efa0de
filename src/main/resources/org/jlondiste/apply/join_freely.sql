-- A table that no index leads into is read once for a whole set of changes.
set local enable_hashjoin = on;
set local enable_mergejoin = on;
