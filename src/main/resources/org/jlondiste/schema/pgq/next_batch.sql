-- Opens the next batch of a consumer and returns its id, NULL if there is none yet.
create or replace function pgq.next_batch(i_queue_name text, i_consumer_name text) returns int8 as $$
begin
    return (select f.batch_id from pgq.next_batch_custom(i_queue_name, i_consumer_name, null, null, null) f);
end;
$$ language plpgsql;
