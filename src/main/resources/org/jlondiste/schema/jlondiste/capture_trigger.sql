-- Makes one of the triggers of a captured table if it is not there.
--   i_queue_name: the queue
--   i_suffix: of the trigger's name
--   i_when: when it fires, as 'after insert'
--   i_relation: the table
--   i_what: what else there is to say, as 'for each row execute procedure f()'
create or replace function jlondiste.capture_trigger(
  i_queue_name text, i_suffix text, i_when text, i_relation oid, i_what text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := jlondiste.trigger_name(i_queue_name, i_suffix);
begin
  if not exists (
    select 1 from pg_trigger t where t.tgrelid = i_relation and t.tgname = v_name)
  then
    execute 'create trigger ' || quote_ident(v_name) || ' ' || i_when || ' on ' || i_relation::regclass
      || ' ' || i_what;
    if jlondiste.is_fed(i_queue_name) then
      execute 'alter table ' || i_relation::regclass || ' enable always trigger ' || quote_ident(v_name);
    end if;
  end if;
end;
$$;
