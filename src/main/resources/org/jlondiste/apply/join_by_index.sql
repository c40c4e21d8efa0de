-- Back from join_freely.sql.
set local enable_hashjoin = off;
set local enable_mergejoin = off;
