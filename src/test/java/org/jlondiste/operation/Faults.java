package org.jlondiste.operation;

import java.util.List;

/** Everything that a check must find in one table, or beside it. */
final class Faults {
  static final List<Fault> ALL =
      List.of(
          Fault.of("healthy_table").onBoth("create table @ (id int primary key, note text)"),
          Fault.of("no_key_inserted", "INFO no-key source").onBoth("create table @ (id int)"),
          Fault.of("nearly_key", "INFO no-key source").onBoth("create table @ (id int unique)"),
          Fault.of("lost_table", "BLOCKER missing-table target")
              .onSource("create table @ (id int primary key)"),
          Fault.of("lost_schema", "BLOCKER missing-schema target")
              .onSource("create schema @", "create table @.t (id int primary key)"),
          Fault.of("view_here", "BLOCKER no-table target")
              .onSource("create table @ (id int primary key)")
              .onTarget("create view @ as select 1 as id"),
          Fault.of("filled_here", "WARNING filled-table target")
              .onBoth("create table @ (id int primary key)")
              .onTarget("insert into @ values (1)"),
          Fault.of("lost_column", "BLOCKER structure target")
              .onSource("create table @ (id int primary key, note text)")
              .onTarget("create table @ (id int primary key)"),
          Fault.of("narrow_type", "BLOCKER structure target")
              .onSource("create table @ (id int primary key, v bigint)")
              .onTarget("create table @ (id int primary key, v int)"),
          Fault.of("other_key", "BLOCKER structure target")
              .onSource("create table @ (a int primary key, b int not null)")
              .onTarget("create table @ (a int not null, b int primary key)"),
          Fault.of("stricter_here", "WARNING column target")
              .onSource("create table @ (id int primary key, v int)")
              .onTarget("create table @ (id int primary key, v int not null)"),
          Fault.of("laxer_here", "INFO column target")
              .onSource("create table @ (id int primary key, v int not null)")
              .onTarget("create table @ (id int primary key, v int)"),
          Fault.of("lost_default", "WARNING column target")
              .onSource("create table @ (id int primary key, v int default 1)")
              .onTarget("create table @ (id int primary key, v int)"),
          Fault.of("other_default", "INFO column target")
              .onSource("create table @ (id int primary key, v int default 1)")
              .onTarget("create table @ (id int primary key, v int default 2)"),
          Fault.of("extra_column", "INFO column target")
              .onSource("create table @ (id int primary key)")
              .onTarget("create table @ (id int primary key, v int default 2)"),
          Fault.of("other_generation", "WARNING column target")
              .from(12)
              .onSource(
                  "create table @ (id int primary key, v int generated always as (id + 1) stored)")
              .onTarget(
                  "create table @ (id int primary key, v int generated always as (id + 2) stored)"),
          Fault.of("lost_identity", "WARNING column target")
              .from(10)
              .onSource("create table @ (id int generated always as identity primary key)")
              .onTarget("create table @ (id int primary key)", "create sequence @_id_seq as int"),
          Fault.of("other_collation", "INFO collation target")
              .from(9.1)
              .onSource("create table @ (id int primary key, v text collate \"C\")")
              .onTarget("create table @ (id int primary key, v text)"),
          Fault.of("lost_check", "WARNING constraint target")
              .onSource("create table @ (id int primary key check (id > 0))")
              .onTarget("create table @ (id int primary key)"),
          Fault.of("extra_check", "WARNING constraint target")
              .onSource("create table @ (id int primary key)")
              .onTarget("create table @ (id int primary key check (id > 0))"),
          Fault.of("renamed_check")
              .onSource("create table @ (id int primary key constraint a check (id > 0))")
              .onTarget("create table @ (id int primary key constraint b check (id > 0))"),
          Fault.of("lost_foreign_key", "WARNING constraint target")
              .onSource("create table @ (id int primary key references healthy_table)")
              .onTarget("create table @ (id int primary key)"),
          Fault.of("never_validated", "WARNING not-validated source")
              .from(9.2)
              .onBoth(
                  "create table @ (id int primary key)",
                  "alter table @ add check (id > 0) not valid"),
          Fault.of("late_key", "INFO late-key source")
              .from(9.0)
              .onBoth("create table @ (id int primary key, v int unique deferrable)"),
          Fault.of("late_reference", "INFO late-constraint source", "INFO late-constraint target")
              .onBoth(
                  "create table @ (id int primary key references healthy_table"
                      + " deferrable initially deferred)"),
          Fault.of("late_exclusion", "INFO late-constraint source", "INFO late-constraint target")
              .from(9.0)
              .onBoth("create table @ (id int primary key, exclude (id with =) deferrable)"),
          Fault.of("self_cascade", "INFO self-cascade source", "INFO capture-current-state source")
              .onBoth("create table @ (id int primary key, up int references @ on delete cascade)"),
          Fault.of("lost_index", "WARNING index target")
              .onBoth("create table @ (id int primary key, v int)")
              .onSource("create index @_v on @ (v)"),
          Fault.of("renamed_index")
              .onBoth("create table @ (id int primary key, v int)")
              .onSource("create index @_a on @ (v) where v > 0")
              .onTarget("create index @_b on @ (v) where v > 0"),
          Fault.of("other_index", "INFO index target")
              .onBoth("create table @ (id int primary key, v int, w int)")
              .onSource("create index @_a on @ (v)")
              .onTarget("create index @_a on @ (w)"),
          Fault.of("lost_trigger", "WARNING trigger target")
              .onBoth("create table @ (id int primary key)")
              .onSource(trigger()),
          Fault.of("firing_trigger", "WARNING firing-trigger target")
              .onBoth("create table @ (id int primary key)", trigger())
              .onTarget("alter table @ enable always trigger @_t"),
          Fault.of("own_trigger", "INFO own-triggers source")
              .onBoth(
                  "create table @ (id int primary key)",
                  "create function trigger_function() returns trigger language plpgsql as"
                      + " 'begin return new; end'",
                  "create trigger @_t before update on @ for each row execute procedure"
                      + " trigger_function()"),
          Fault.of("resting_rule", "INFO own-rule source")
              .onBoth(
                  "create table @ (id int primary key)",
                  "create rule @_r as on delete to @ do instead nothing"),
          Fault.of("firing_rule", "INFO own-rule source", "BLOCKER firing-rule target")
              .onBoth(
                  "create table @ (id int primary key)",
                  "create rule @_r as on delete to @ do instead nothing")
              .onTarget("alter table @ enable always rule @_r"),
          Fault.of("lost_policy", "WARNING policy target")
              .from(9.5)
              .onBoth("create table @ (id int primary key)")
              .onSource("create policy @_p on @ using (id > 0)"),
          Fault.of("unlogged_table", "WARNING unlogged source", "BLOCKER unlogged target")
              .from(9.1)
              .onBoth("create unlogged table @ (id int primary key)"),
          Fault.of("with_oids", "INFO with-oids source")
              .until(12)
              .onSource("create table @ (id int primary key) with oids")
              .onTarget("create table @ (id int primary key)"),
          Fault.of("inherited", "INFO inheritance source")
              .onBoth(
                  "create table parent_of_the_other (id int primary key)",
                  "create table @ (primary key (id)) inherits (parent_of_the_other)"),
          Fault.of("object_names", "WARNING object-names source")
              .onBoth("create table @ (id int primary key, v regclass)"),
          Fault.of("lost_label", "WARNING type target")
              .onSource(
                  "create type @ as enum ('a', 'b')", "create table enum_1 (id @ primary key)")
              .onTarget("create type @ as enum ('a')", "create table enum_1 (id @ primary key)"),
          Fault.of("other_domain", "WARNING type target")
              .onSource(
                  "create domain @ as int check (value > 0)",
                  "create table domain_1 (id int primary key, v @)")
              .onTarget(
                  "create domain @ as int check (value > 1)",
                  "create table domain_1 (id int primary key, v @)"),
          Fault.of("other_composite", "WARNING type target")
              .onSource(
                  "create type @ as (a int, b int)",
                  "create table composite_1 (id int primary key, v @[])")
              .onTarget(
                  "create type @ as (a int)",
                  "create table composite_1 (id int primary key, v @[])"),
          Fault.of("lost_type", "BLOCKER type target", "BLOCKER missing-table target")
              .onSource("create type @ as enum ('a')", "create table @_t (id @ primary key)"),
          Fault.of("lost_sequence", "WARNING sequence target").onSource("create sequence @"),
          Fault.of("other_sequence", "WARNING sequence target")
              .from(9.1)
              .onSource("create sequence @ increment by 2")
              .onTarget("create sequence @"),
          Fault.of("sequence_at_end", "WARNING sequence-at-end source")
              .from(10)
              .onBoth("create sequence @ maxvalue 100")
              .onSource("select setval('@', 95)"),
          Fault.of("lost_view", "WARNING program target")
              .onSource("create view @ as select 1 as a"),
          Fault.of("lost_function", "WARNING program target")
              .onSource("create function @() returns int language sql as 'select 1'"),
          Fault.of("materialized", "INFO materialized-view source")
              .from(9.3)
              .onBoth("create materialized view @ as select 1 as a"),
          Fault.of("foreign_rows", "INFO foreign-table source")
              .from(9.1)
              .onBoth(
                  "create foreign data wrapper wrapper_1",
                  "create server server_1 foreign data wrapper wrapper_1",
                  "create foreign table @ (id int) server server_1"),
          Fault.of("event_trigger", "WARNING event-trigger source")
              .from(9.3)
              .onBoth(
                  "create function event_function() returns event_trigger language plpgsql as"
                      + " 'begin end'")
              .onSource("create event trigger @ on sql_drop execute procedure event_function()"),
          Fault.of("citext", "WARNING extension target").onSource("create extension @"),
          Fault.of("hstore", "INFO extension target")
              .onBoth("create extension @")
              .onTarget("update pg_extension set extversion = 'old' where extname = '@'"),
          Fault.of("citus", "WARNING odd-extension source", "WARNING extension target")
              .onSource(
                  "create extension isn",
                  "update pg_extension set extname = '@' where extname = 'isn'"),
          Fault.of("pgq", "INFO original-extension source")
              .onSource(
                  "create extension moddatetime",
                  "update pg_extension set extname = '@' where extname = 'moddatetime'"),
          Fault.of("of_extension", "INFO extension-table source")
              .onBoth("create extension lo", "create table @ (id int primary key)")
              .onSource("alter extension lo add table @"),
          Fault.of("und-x-icu", "WARNING collation-version source")
              .from(10)
              .onBoth("create table collated (id int primary key, v text collate \"@\")")
              .onSource("update pg_collation set collversion = 'old' where collname = '@'"),
          Fault.of("other_product", "INFO other-triggers source", "INFO other-triggers target")
              .onBoth("create schema @", "create table @.sl_table (id int primary key)"),
          Fault.of("partition", "WARNING missing-partition target")
              .from(11)
              .onBoth(
                  "create table parted (id int primary key) partition by range (id)",
                  "create table parted_1 partition of parted for values from (0) to (10)")
              .onSource("create table @_2 partition of parted for values from (10) to (20)"),
          Fault.of("parted_there", "INFO partitioned target")
              .from(11)
              .onSource("create table @ (id int primary key) partition by range (id)")
              .onTarget("create table @ (id int primary key)"),
          Fault.of("parted_here", "INFO partitioned target")
              .from(11)
              .onSource("create table @ (id int primary key)")
              .onTarget("create table @ (id int primary key) partition by range (id)"));

  private Faults() {}

  private static String trigger() {
    return "create trigger @_t before update on @ for each row execute procedure"
        + " suppress_redundant_updates_trigger()";
  }
}
