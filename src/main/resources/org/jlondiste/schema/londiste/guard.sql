-- Keeps workers of Londiste from going on too early where one of ours worked.
select jlondiste.guard_nodes();
