-- The name of a trigger of ours: _londiste_<queue><suffix>. A name too long for the catalog keeps its suffix and
-- gets a digest of the queue's name instead of that name's end.
create or replace function jlondiste.trigger_name(i_queue_name text, i_suffix text) returns text as $$
declare
    v_name   text := '_londiste_' || i_queue_name || i_suffix;
    v_kept   text := i_queue_name;
    v_digest text := '_' || substr(md5(i_queue_name), 1, 8);
begin
    while octet_length(v_name) > 63 loop
        v_kept := substr(v_kept, 1, length(v_kept) - 1);
        v_name := '_londiste_' || v_kept || v_digest || i_suffix;
    end loop;
    return v_name;
end;
$$ language plpgsql immutable strict;
