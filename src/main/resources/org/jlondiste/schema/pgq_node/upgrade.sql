-- Brings tables that an earlier version made up to date.
select pgq_node.upgrade_schema();
