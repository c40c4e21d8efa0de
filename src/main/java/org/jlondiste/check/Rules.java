package org.jlondiste.check;

import static org.jlondiste.check.Rule.BOTH;
import static org.jlondiste.check.Saying.blocker;
import static org.jlondiste.check.Saying.info;
import static org.jlondiste.check.Saying.warning;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every hazard that one database shows by itself. */
final class Rules {
  private static final Set<Side> SOURCE = Set.of(Side.SOURCE);
  private static final Set<Side> TARGET = Set.of(Side.TARGET);

  static final List<Rule> ALL =
      List.of(
          new Rule(
              Topic.SERVERS,
              "standby",
              BOTH,
              Question.of("in_recovery"),
              blocker("is a standby, which cannot be written to")
                  .advising("connect to its primary")),
          new Rule(
              Topic.SERVERS,
              "wraparound",
              BOTH,
              Question.of("wraparound"),
              warning(
                      "its oldest transaction is {age} transactions old; at 2 billion the server"
                          + " stops")
                  .mending("vacuum freeze")),
          new Rule(
              Topic.SERVERS,
              "collation-version",
              BOTH,
              Question.of("collation_version"),
              warning(
                      "indexes were built by version {recorded} of this collation, and the system"
                          + " has {actual}: they may miss rows")
                  .advising("reindex what uses it, then refresh the version")
                  .mending("alter collation {object} refresh version")),
          new Rule(
              Topic.SERVERS,
              "collation-version",
              BOTH,
              Question.of("database_collation_version"),
              warning(
                      "indexes were built by version {recorded} of its collation, and the system"
                          + " has {actual}: they may miss rows")
                  .advising("reindex, then refresh the version")
                  .mending("alter database {quoted} refresh collation version")),
          new Rule(
              Topic.RIGHTS,
              "not-owner",
              BOTH,
              Question.of("not_owned"),
              blocker("belongs to {owner}, and {role_name} is no member of that role")
                  .advising("connect as its owner, as a member of that role, or as a superuser")
                  .mending("{mend}")),
          new Rule(
              Topic.RIGHTS,
              "may-not-create",
              BOTH,
              Question.of("may_not_create"),
              blocker("{role_name} may not make schemas in it")
                  .mending("grant create on database {quoted} to {quoted_role}")),
          new Rule(
              Topic.RIGHTS,
              "may-not-use-schema",
              BOTH,
              Question.of("may_not_use_schema"),
              blocker("{role_name} may not look into this schema")
                  .mending("grant usage on schema {quoted} to {quoted_role}")),
          new Rule(
              Topic.RIGHTS,
              "row-security",
              BOTH,
              Question.of("row_security"),
              blocker("row security hides rows from this role: copying and comparing are refused")
                  .mending("alter role {quoted_role} bypassrls")),
          new Rule(
              Topic.RIGHTS,
              "no-plpgsql",
              BOTH,
              Question.of("no_plpgsql"),
              blocker("the language plpgsql is missing, and this role may not add it")
                  .mending("create language plpgsql")),
          new Rule(
              Topic.SETTINGS,
              "read-only",
              BOTH,
              Question.of("read_only"),
              warning(
                      "transactions are read-only by default; jlondiste writes all the same, the"
                          + " application will not")
                  .mending("alter database {quoted} set default_transaction_read_only = off")),
          new Rule(
              Topic.SETTINGS,
              "replication-role",
              SOURCE,
              Question.of("replication_role"),
              warning(
                      "its sessions begin with session_replication_role = {value}: nothing that"
                          + " they write is captured")
                  .advising(
                      "reset session_replication_role of this role or database, unless nothing of"
                          + " what it writes is to be replicated")),
          new Rule(
              Topic.SETTINGS,
              "timeout",
              BOTH,
              Question.of("timeouts"),
              info("is {value} for this role; sessions of jlondiste turn it off for themselves")),
          new Rule(
              Topic.SETTINGS,
              "few-connections",
              BOTH,
              Question.of("few_connections"),
              warning(
                      "lets {free_connections} more sessions of this role in; a worker holds up to"
                          + " 4, and 2 for each table of parallel_copies")
                  .advising("raise max_connections or the limit of the role or database")),
          new Rule(
              Topic.SETTINGS,
              "few-locks",
              BOTH,
              Question.of("many_relations"),
              warning(
                      "{relations} tables and indexes, and room for {locks} locks: a transaction"
                          + " that touches all of them may be refused")
                  .advising("raise max_locks_per_transaction, which takes a restart")),
          longTransaction(Duration.ofMinutes(5), Duration.ofHours(1)),
          new Rule(
              Topic.SESSIONS,
              "prepared-transaction",
              BOTH,
              Question.of("prepared_transactions"),
              warning(
                      "this prepared transaction of {role_name} waits for its end since {age}, and"
                          + " holds its locks")
                  .advising("end it with COMMIT PREPARED or ROLLBACK PREPARED")
                  .mending("rollback prepared {quoted}")),
          new Rule(
              Topic.SCHEMAS,
              "taken-schema",
              BOTH,
              Question.of("taken_schemas"),
              blocker("a schema of this name is ours, and this one is something else")
                  .advising("rename it")
                  .mending("alter schema {quoted} rename to …")),
          new Rule(
              Topic.SCHEMAS,
              "original-extension",
              BOTH,
              Question.of("original_extensions"),
              info("version {version} of the original is installed and is used as it is")),
          new Rule(
              Topic.EXTENSIONS,
              "odd-extension",
              BOTH,
              Question.of("odd_extensions"),
              warning("{what}").advising("{advice}")),
          new Rule(
              Topic.TABLES,
              "unlogged",
              SOURCE,
              Question.of("unlogged"),
              warning("is unlogged and cannot be replicated")
                  .advising("make it a logged table, or do without it on the target")
                  .mending("{mend}")),
          new Rule(
              Topic.TABLES,
              "unlogged",
              TARGET,
              Question.of("unlogged"),
              blocker("is unlogged: a crash would empty it")
                  .advising("make it a logged table")
                  .mending("{mend}")),
          new Rule(
              Topic.TABLES,
              "with-oids",
              SOURCE,
              Question.of("with_oids"),
              info("its rows have OIDs, which are not replicated")),
          new Rule(
              Topic.TABLES,
              "inheritance",
              SOURCE,
              Question.of("inheritance"),
              info("inherits from {parent}: each of them is added and replicated by itself")),
          new Rule(
              Topic.TABLES,
              "extension-table",
              SOURCE,
              Question.of("extension_tables"),
              info("belongs to extension {extension}: 'add-table --all' leaves it out")),
          new Rule(
              Topic.KEYS,
              "late-key",
              SOURCE,
              Question.of("deferrable_keys"),
              info(
                  "is checked late, at the end of a statement or transaction: it is no key for"
                      + " replication, which then goes by whole rows unless there is another")),
          new Rule(
              Topic.COLUMNS,
              "object-names",
              SOURCE,
              Question.of("object_names"),
              warning(
                      "is of type {type}: its values name objects, and a value whose object the"
                          + " target lacks stops the table")
                  .advising(
                      "make sure that the target has these objects before the table is added")),
          new Rule(
              Topic.CONSTRAINTS,
              "not-validated",
              SOURCE,
              Question.of("not_validated"),
              warning(
                      "was never validated: where the target has validated it, older rows of the"
                          + " source may be refused")
                  .mending("alter table {table} validate constraint {quoted_constraint}")),
          new Rule(
              Topic.CONSTRAINTS,
              "late-constraint",
              BOTH,
              Question.of("late_constraints"),
              info(
                  "this {kind} constraint is checked late, at the end of a statement or"
                      + " transaction; where rows are replicated to, it rests")),
          new Rule(
              Topic.CONSTRAINTS,
              "self-cascade",
              SOURCE,
              Question.of("self_cascades"),
              info(
                  "is a foreign key to its own table that changes further rows; all are captured")),
          new Rule(
              Topic.TRIGGERS,
              "own-triggers",
              SOURCE,
              Question.of("own_triggers"),
              info(
                  "has triggers ({triggers}); what they write is captured like everything else, and"
                      + " on the target they stay quiet")),
          new Rule(
              Topic.TRIGGERS,
              "firing-trigger",
              TARGET,
              Question.of("firing_triggers"),
              warning("fires for replicated changes, too, and may change them")
                  .mending("alter table {table} enable trigger {quoted_trigger}")),
          new Rule(
              Topic.TRIGGERS,
              "own-rule",
              SOURCE,
              Question.of("own_rules"),
              info(
                  "is a rule; what it makes of a statement is captured, and on the target it"
                      + " rests")),
          new Rule(
              Topic.TRIGGERS,
              "firing-rule",
              TARGET,
              Question.of("firing_rules"),
              blocker("is a rule that rewrites replicated changes, too")
                  .mending("alter table {table} enable rule {quoted_rule}")),
          new Rule(
              Topic.TRIGGERS,
              "event-trigger",
              BOTH,
              Question.of("event_triggers"),
              warning("fires at {event}, also when jlondiste makes its schemas and triggers")
                  .mending("alter event trigger {quoted} disable")),
          new Rule(
              Topic.OTHER_REPLICATION,
              "subscribed-table",
              SOURCE,
              Question.of("subscriptions"),
              blocker(
                      "is written to by subscription {subscription}, and what that writes is not"
                          + " captured")
                  .advising(
                      "leave the table out, or replicate it from the database that it comes from")),
          new Rule(
              Topic.OTHER_REPLICATION,
              "subscribed-table",
              TARGET,
              Question.of("subscriptions"),
              blocker("is written to by subscription {subscription} as well")
                  .advising("leave the table out, or end the subscription")
                  .mending("alter subscription {quoted_subscription} disable")),
          new Rule(
              Topic.OTHER_REPLICATION,
              "publication-for-all",
              BOTH,
              Question.of("publications"),
              warning(
                      "is a publication for all tables: its subscribers are sent the tables in our"
                          + " schemas, too")
                  .advising("publish the tables by name instead: CREATE PUBLICATION … FOR TABLE")),
          new Rule(
              Topic.OTHER_REPLICATION,
              "unidentified-rows",
              BOTH,
              Question.of("unidentified_rows"),
              warning(
                      "has no replica identity, so that publication {publication} makes PostgreSQL"
                          + " refuse updates and deletes")
                  .mending("alter table {table} replica identity full")),
          new Rule(
              Topic.OTHER_REPLICATION,
              "other-triggers",
              BOTH,
              Question.of("other_triggers"),
              info("is a schema of {product}, whose triggers go on as they do")),
          new Rule(
              Topic.NOT_REPLICATED,
              "large-objects",
              SOURCE,
              Question.of("large_objects"),
              warning("are not replicated")
                  .advising("move them with pg_dump --blobs while the application is stopped")),
          new Rule(
              Topic.NOT_REPLICATED,
              "temporary-tables",
              SOURCE,
              Question.of("temporary_tables"),
              info(
                  "{number} of sessions that are connected now; these tables are left out, as each"
                      + " is seen by its own session alone and ends with it")),
          new Rule(
              Topic.NOT_REPLICATED,
              "materialized-view",
              SOURCE,
              Question.of("materialized_views"),
              info("is a materialized view, which is not replicated")
                  .advising("refresh it on the target before the switch")
                  .mending("refresh materialized view {object}")),
          new Rule(
              Topic.NOT_REPLICATED,
              "foreign-table",
              SOURCE,
              Question.of("foreign_tables"),
              info("is a foreign table, which is not replicated")));

  /** To be looked for outside of transactions. */
  static final Rule OF_SEQUENCES =
      new Rule(
          Topic.SEQUENCES,
          "sequence-at-end",
          SOURCE,
          Question.ofSequences("sequences_at_end"),
          warning("has reached {last_value} of {max_value}")
              .advising(
                  "let it count further, and make the columns that it fills as wide, on both sides:"
                      + " ALTER SEQUENCE … AS bigint MAXVALUE …"));

  private Rules() {}

  /**
   * Sessions that keep a transaction open.
   *
   * @param noticed transactions that are older are named
   * @param grave from this age on it is a warning
   */
  static Rule longTransaction(Duration noticed, Duration grave) {
    return new Rule(
        Topic.SESSIONS,
        "long-transaction",
        SOURCE,
        Question.of("long_transactions")
            .with("noticed", noticed.toMillis() + " ms")
            .with("grave", grave.toMillis() + " ms"),
        info("a transaction of {role_name} is open for {age}: tables that it has written"
                + " to cannot be added before it ends")
            .mending("select pg_terminate_backend({pid})"));
  }
}
