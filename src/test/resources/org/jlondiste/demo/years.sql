-- What the shop has gathered in its years on the old server.
insert into customers (email, name, tags, settings, birthday, created_at)
select 'customer' || n || '@example.org',
       (array['Ada', 'Björn', 'Chloé', 'Dmitri', 'Eirē', 'Fatima', '芳', 'Günter'])[1 + n % 8] || ' ' || n,
       case n % 3 when 0 then '{}' when 1 then '{regular}' else array['vip', 'said "hi", twice', 'null'] end,
       json_build_object('newsletter', n % 2 = 0, 'score', n / 7.0, 'nick', null)::jsonb,
       case when n % 5 > 0 then date '1950-01-01' + n % 20000 end,
       timestamptz '2019-01-01 00:00+00' + n * interval '1 hour'
from generate_series(1, 10000) n;

insert into products
select 'SKU-' || n, E'Thing no. ' || n || E'\tsays \\N and \\.', n * 1.17, n / 3.0,
       decode(md5(n::text), 'hex')
from generate_series(1, 500) n;

insert into stock
select 'SKU-' || n, w, 1000 + n % 37 from generate_series(1, 500) n, generate_series(1, 3) w;

insert into orders (customer_id, state, shipping_address, note, ordered_at)
select 1 + n * 7919 % 10000,
       (array['new', 'paid', 'shipped', 'cancelled'])[1 + n % 4]::order_state,
       ('{"street":  "Main St ' || n % 90 || '", "zip": "' || n % 99999 || '", "zip": "again"}')::json,
       case when n % 4 = 0 then E'ring twice\nthen wait' when n % 4 = 1 then '' end,
       timestamptz '2020-01-01 00:00+00' + n * interval '13 minutes 7 milliseconds'
from generate_series(1, 30000) n;

insert into order_items
select o.id, l, 'SKU-' || (1 + (o.id * 31 + l * 7) % 500), 1 + (o.id + l) % 4, (o.id % 97) + 0.99
from orders o, generate_series(1, 3) l;

insert into payments
select md5(o.id::text)::uuid, o.id, o.id % 300 + 0.5, o.ordered_at + interval '2 days'
from orders o where o.state in ('paid', 'shipped');

insert into page_views
select timestamptz '2024-01-01 00:00+00' + n / 2 * interval '1 second', '/p/' || n % 50,
       nullif(n % 40, 0), n / 7.0
from generate_series(1, 20000) n;

analyze;
