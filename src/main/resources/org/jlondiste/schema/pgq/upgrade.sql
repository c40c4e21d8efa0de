-- Brings tables that an earlier version made up to date.
select pgq.upgrade_schema();
