-- What the names of all triggers of a queue begin with; room is left for the longest ending.
create or replace function jlondiste.trigger_prefix(i_queue_name text)
returns text
language sql immutable
as $$
  select case
    when octet_length($1) <= 40 then '_londiste_' || $1
    else '_londiste_' || substr($1, 1, 10) || md5($1)
  end
$$;
