-- Is a partition, by the date its name ends in (_YYYY, _YYYY_MM, _YYYY_MM_DD or _YYYY_MM_DD_HH24), older than it has to
-- be kept? NULL if the name ends in no such date.
-- i_partition_period: hour, day, month or year
create or replace function londiste.is_obsolete_partition(
    i_partition_table text, i_retention_period interval, i_partition_period text)
returns bool as $$
declare
    v_form  text;
    v_mask  text;
    v_stamp text;
begin
    if i_partition_period = 'hour' then
        v_form := '_([0-9]{4}_[0-9]{2}_[0-9]{2}_[0-9]{2})$';
        v_mask := 'YYYY_MM_DD_HH24';
    elsif i_partition_period = 'day' then
        v_form := '_([0-9]{4}_[0-9]{2}_[0-9]{2})$';
        v_mask := 'YYYY_MM_DD';
    elsif i_partition_period = 'month' then
        v_form := '_([0-9]{4}_[0-9]{2})$';
        v_mask := 'YYYY_MM';
    elsif i_partition_period = 'year' then
        v_form := '_([0-9]{4})$';
        v_mask := 'YYYY';
    else
        raise exception 'bad period: % (hour, day, month or year)', coalesce(i_partition_period, 'NULL');
    end if;
    v_stamp := substring(i_partition_table from v_form);
    if v_stamp is null then
        return null;
    end if;
    return to_timestamp(v_stamp, v_mask) + ('1 ' || i_partition_period)::interval + i_retention_period
        <= current_timestamp;
end;
$$ language plpgsql;
