-- Gives a subconsumer its open batch again, or the next one of the consumer whose batches it shares; NULL if there is
-- none yet.
create or replace function pgq_coop.next_batch(i_queue_name text, i_consumer_name text, i_subconsumer_name text)
returns int8 as $$
begin
    return pgq_coop.next_batch_custom(i_queue_name, i_consumer_name, i_subconsumer_name, null, null, null, null);
end;
$$ language plpgsql;

-- The same; before that, the open batch of another subconsumer that has been silent for longer than i_dead_interval.
create or replace function pgq_coop.next_batch(
    i_queue_name text, i_consumer_name text, i_subconsumer_name text, i_dead_interval interval)
returns int8 as $$
begin
    return pgq_coop.next_batch_custom(i_queue_name, i_consumer_name, i_subconsumer_name, null, null, null, i_dead_interval);
end;
$$ language plpgsql;
