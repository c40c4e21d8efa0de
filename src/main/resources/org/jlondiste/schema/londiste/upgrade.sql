-- Brings tables that an earlier version made up to date.
select londiste.upgrade_schema();
