-- The schema of a web shop, as it was on the old server and as it was created on the new one.
create type order_state as enum ('new', 'paid', 'shipped', 'cancelled');

create table customers (
  id bigserial primary key,
  email text not null unique,
  name text not null,
  tags text[] not null default '{}',
  settings jsonb not null default '{}',
  birthday date,
  created_at timestamptz not null default now()
);

create table products (
  sku text primary key,
  title text not null,
  price numeric(10, 2) not null check (price >= 0),
  weight_kg float8,
  picture bytea
);

create sequence invoice_number start 100001;

create table orders (
  id bigserial primary key,
  customer_id bigint not null references customers,
  state order_state not null default 'new',
  invoice bigint not null unique default nextval('invoice_number'),
  shipping_address json,
  note text,
  ordered_at timestamptz not null default now()
);
create index orders_by_customer on orders (customer_id);

create table order_items (
  order_id bigint not null references orders on delete cascade,
  line int not null,
  sku text not null references products,
  quantity int not null check (quantity > 0),
  price numeric(10, 2) not null,
  primary key (order_id, line)
);

create table payments (
  id uuid primary key,
  order_id bigint not null references orders on delete cascade,
  amount numeric(10, 2) not null,
  paid_at timestamptz not null default now()
);

create table stock (
  sku text not null references products,
  warehouse int not null,
  on_hand int not null,
  primary key (warehouse, sku)
);

-- a log that nobody gave a key
create table page_views (
  seen_at timestamptz not null default clock_timestamp(),
  path text not null,
  customer_id bigint,
  millis real
);

create view open_orders as
  select o.id, c.name, o.ordered_at, sum(i.quantity * i.price) as total
  from orders o join customers c on c.id = o.customer_id join order_items i on i.order_id = o.id
  where o.state in ('new', 'paid')
  group by o.id, c.name, o.ordered_at;
