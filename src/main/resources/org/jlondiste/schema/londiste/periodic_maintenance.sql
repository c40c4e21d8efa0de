-- Forgets scripts that were run more than three months ago. Returns 0.
create or replace function londiste.periodic_maintenance() returns int4 as $$
begin
    delete from londiste.applied_execute where execute_time < current_timestamp - interval '3 months';
    return 0;
end;
$$ language plpgsql;
