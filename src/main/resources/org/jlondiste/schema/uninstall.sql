-- Removes everything that was installed, with the triggers on replicated tables; their rows stay.
-- Roles belong to the whole cluster and stay too.
drop schema if exists jlondiste cascade;
drop schema if exists londiste cascade;
drop schema if exists pgq_node cascade;
drop schema if exists pgq_coop cascade;
drop schema if exists pgq cascade;
