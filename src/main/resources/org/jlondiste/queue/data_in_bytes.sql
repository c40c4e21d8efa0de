-- The beginning of a query of events whose rows are read as bytes. Of rows larger than :largest bytes only size and
-- beginning are told, in ev_extra4. Completed in code.
select e.ev_id, e.ev_time, e.ev_txid, e.ev_retry, e.ev_type,
  case when e.ev_type like 'pgq.%' or e.ev_type like 'londiste.%' or e.ev_type = 'EXECUTE' then e.ev_data end as ev_data,
  e.ev_extra1, e.ev_extra2, e.ev_extra3,
  case when octet_length(e.ev_data) > :largest and not (e.ev_type like 'pgq.%' or e.ev_type like 'londiste.%' or e.ev_type = 'EXECUTE')
    then 'too large: ' || octet_length(e.ev_data) || ' ' || encode(convert_to(substring(e.ev_data from 1 for 2000), 'SQL_ASCII'), 'hex')
    else e.ev_extra4 end as ev_extra4,
  case when e.ev_type like 'pgq.%' or e.ev_type like 'londiste.%' or e.ev_type = 'EXECUTE' or octet_length(e.ev_data) > :largest then null
    else convert_to(e.ev_data, 'SQL_ASCII') end as ev_bytes
from
