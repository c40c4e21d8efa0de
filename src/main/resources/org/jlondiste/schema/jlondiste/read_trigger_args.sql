-- Sorts the arguments given with a table into those for us and those for its trigger.
-- flags: the letters after tgflags=; arguments: what goes to the trigger verbatim
create or replace function jlondiste.read_trigger_args(
    i_args text[],
    out no_triggers bool, out skip_truncate bool, out expect_sync bool, out merge_all bool, out no_merge bool,
    out virtual_table bool, out flags text, out arguments text[]) as $$
declare
    v_arg text;
begin
    no_triggers := false;
    skip_truncate := false;
    expect_sync := false;
    merge_all := false;
    no_merge := false;
    virtual_table := false;
    flags := '';
    arguments := array[]::text[];
    for v_number in 1 .. coalesce(array_upper(i_args, 1), 0) loop
        v_arg := i_args[v_number];
        if v_arg = 'no_triggers' then
            no_triggers := true;
        elsif v_arg = 'skip_truncate' then
            skip_truncate := true;
        elsif v_arg = 'expect_sync' then
            expect_sync := true;
        elsif v_arg = 'merge_all' then
            merge_all := true;
        elsif v_arg = 'no_merge' then
            no_merge := true;
        elsif v_arg = 'virtual_table' then
            virtual_table := true;
            expect_sync := true;
            no_triggers := true;
        elsif v_arg = 'skip' then
            flags := flags || 'S';
        elsif substr(v_arg, 1, 8) = 'tgflags=' then
            flags := flags || upper(substr(v_arg, 9));
        else
            arguments := arguments || v_arg;
        end if;
    end loop;
end;
$$ language plpgsql immutable;
