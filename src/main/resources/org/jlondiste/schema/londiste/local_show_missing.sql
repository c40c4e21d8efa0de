-- What could be added here: on the root, tables ('r') and sequences ('S') of the database that are not in the set;
-- elsewhere, members of the set that are not replicated here.
create or replace function londiste.local_show_missing(
    i_queue_name text, out obj_kind text, out obj_name text)
returns setof record as $$
begin
    if pgq_node.is_root_node(i_queue_name) then
        return query
            select l.obj_kind, l.obj_name
            from jlondiste.listed_relations() l
            where not exists (
                    select 1 from londiste.table_info t
                    where t.queue_name = i_queue_name and t.local and l.obj_kind = 'r'
                        and l.obj_name in (t.table_name, t.dest_table))
                and not exists (
                    select 1 from londiste.seq_info s
                    where s.queue_name = i_queue_name and s.local and l.obj_kind = 'S' and s.seq_name = l.obj_name)
            order by l.obj_kind = 'r', l.obj_name;
    else
        return query
            select s.kind, s.member
            from (
                select 'S'::text as kind, i.seq_name as member
                from londiste.seq_info i where i.queue_name = i_queue_name and not i.local
                union all
                select 'r'::text, t.table_name
                from londiste.table_info t where t.queue_name = i_queue_name and not t.local
            ) s
            order by s.kind = 'r', s.member;
    end if;
end;
$$ language plpgsql stable strict;
