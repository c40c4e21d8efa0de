-- What a worker does to its node's position: one that is not ours must not leave out what only ours knows of.
create or replace function jlondiste.guard_position() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.last_tick_id <> old.last_tick_id or (new.uptodate and not old.uptodate))
    and exists (
      select 1
      from pgq_node.node_info n
      where n.queue_name = new.queue_name and n.worker_name = new.consumer_name
        -- a root, which reads from itself, leaves nothing out, and whoever keeps its queue up moves it on
        and n.node_name <> old.provider_node) then
    perform jlondiste.give_way(new.queue_name, old.last_tick_id);
  end if;
  return new;
end;
$$;
