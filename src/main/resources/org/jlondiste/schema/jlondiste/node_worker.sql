-- creates: jlondiste.node_worker
-- The nodes of this database whose worker is one of ours. Where somebody else has moved a node's position since ours
-- left, or where there is no row, the worker is Londiste's.
create table jlondiste.node_worker (
  queue_name text not null,
  left_at int8, -- the tick at which the last worker left in good order; null while one works, and if it died
  primary key (queue_name)
);
