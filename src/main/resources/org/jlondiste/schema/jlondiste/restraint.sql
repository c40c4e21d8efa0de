-- creates: jlondiste.restraint
-- That a node's worker reads less than it could, to spare its provider, and why; no row while it does not.
create table jlondiste.restraint (
  queue_name text not null primary key,
  percent int4 not null, -- part of the time that is spent reading
  reason text not null,
  noted_at timestamptz not null default now()
);
