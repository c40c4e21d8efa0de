package org.jlondiste.check;

import static org.jlondiste.check.Saying.blocker;
import static org.jlondiste.check.Saying.info;
import static org.jlondiste.check.Saying.warning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that both databases should have alike. */
final class Matches {
  static final List<Match> ALL =
      List.of(
          new Match(
              Topic.ROLES,
              "role",
              Question.of("roles"),
              Question.of("all_roles"),
              warning("owns something on the source or was granted something, and is missing here")
                  .advising("take it with its password and memberships: pg_dumpall --roles-only")
                  .mending("create role {item} {login}"),
              null,
              null,
              false),
          alike(
              Topic.SETTINGS,
              "database-setting",
              Question.of("database_settings"),
              warning("the database has it as {source} on the source, and not here")
                  .advising("ALTER DATABASE … SET; a dump of the schema leaves it out"),
              null,
              warning("is {source} on the source, and {target} here")
                  .advising("ALTER DATABASE … SET; a dump of the schema leaves it out"),
              false),
          alike(
              Topic.EXTENSIONS,
              "extension",
              Question.of("extensions"),
              warning("version {source} of this extension is on the source, and it is missing here")
                  .mending("create extension {quoted}"),
              null,
              info("is version {source} on the source, and {target} here"),
              false),
          new Match(
              Topic.TYPES,
              "type",
              Question.of("types"),
              Question.of("all_types"),
              blocker("columns on the source are of this type, and it is missing here")
                  .advising("take the schema over by pg_dump --schema-only"),
              null,
              warning("is {source} on the source, and {target} here: values may be refused")
                  .advising("make both alike: ALTER TYPE or ALTER DOMAIN"),
              false),
          alike(
              Topic.COLUMNS,
              "collation",
              Question.of("collations"),
              info("has collation {source} on the source, and that of its type here"),
              info("has collation {target} here, and that of its type on the source"),
              info("has collation {source} on the source, and {target} here"),
              false),
          alike(
              Topic.COLUMNS,
              "money",
              Question.of("money"),
              null,
              null,
              warning(
                      "lc_monetary is {source} on the source, and {target} here: where these count"
                          + " other fractions, the same money is another amount")
                  .advising("ALTER DATABASE … SET lc_monetary, or take numeric instead"),
              false),
          alike(
              Topic.CONSTRAINTS,
              "constraint",
              Question.of("constraints"),
              warning("this {kind} constraint is missing here")
                  .mending("alter table {table} add constraint {quoted_constraint} {source}"),
              warning("this {kind} constraint is not on the source: {target}")
                  .advising("add it to the source or drop it here: {consequence}")
                  .mending("alter table {table} drop constraint {quoted_constraint}"),
              info("is written differently: {source} on the source, {target} here"),
              true),
          alike(
              Topic.INDEXES,
              "index",
              Question.of("indexes"),
              warning("this index is missing here").mending("{statement}"),
              null,
              info("is written differently: {source} on the source, {target} here"),
              true),
          alike(
              Topic.TRIGGERS,
              "trigger",
              Question.of("triggers"),
              warning("this trigger is missing here, the application may need it after the switch")
                  .mending("{source}"),
              info("this trigger is not on the source"),
              info("is written differently: {source} on the source, {target} here"),
              false),
          alike(
              Topic.TRIGGERS,
              "rule",
              Question.of("rules"),
              warning("this rule is missing here, the application may need it after the switch")
                  .mending("{statement}"),
              info("this rule is not on the source"),
              null,
              false),
          alike(
              Topic.TRIGGERS,
              "policy",
              Question.of("policies"),
              warning("this policy of row security is missing here: {source}")
                  .mending("{statement}"),
              info("this policy of row security is not on the source"),
              info("is {source} on the source, and {target} here"),
              false),
          alike(
              Topic.PARTITIONS,
              "partition",
              Question.of("partitions"),
              null,
              null,
              info("is {source} on the source, and {target} here"),
              false),
          alike(
              Topic.PROGRAMS,
              "program",
              Question.of("programs"),
              warning("this {kind} is missing here, the application may need it after the switch")
                  .advising("take the schema over by pg_dump --schema-only"),
              null,
              null,
              false));

  /** To be compared outside of transactions. */
  static final Match OF_SEQUENCES =
      alike(
          Topic.SEQUENCES,
          "sequence",
          Question.ofSequences("sequences"),
          warning("this sequence is missing here")
              .advising(
                  "take the schema over by pg_dump --schema-only, or let 'add-seq --create' make"
                      + " it"),
          null,
          warning("counts by {source} on the source, and by {target} here")
              .advising(
                  "make both alike, for the application counts on here after the switch: ALTER"
                      + " SEQUENCE"),
          false);

  private Matches() {}

  private static Match alike(
      Topic topic,
      String name,
      Question question,
      @Nullable Saying missing,
      @Nullable Saying extra,
      @Nullable Saying different,
      boolean renamed) {
    return new Match(topic, name, question, question, missing, extra, different, renamed);
  }
}
