package org.jlondiste.postgres.blueprint;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * How a sequence counts.
 *
 * @param type integer type of its values; empty before PostgreSQL 10, where all are bigint
 * @param acl who may use it; empty where nobody was granted anything
 */
record SequenceBlueprint(
    TableName name,
    Optional<String> type,
    long increment,
    long minimum,
    long maximum,
    Optional<Long> start,
    long cache,
    boolean cycles,
    List<String> acl) {
  private static final Sql FACTS = Sql.of(SequenceBlueprint.class, "sequence_facts.sql");

  SequenceBlueprint {
    acl = List.copyOf(acl);
  }

  static SequenceBlueprint read(Session source, TableName name) {
    return source.server().hasPartitions() ? readCatalog(source, name) : readItself(source, name);
  }

  /** The statement that makes it. */
  String create(TableName as, Server target) {
    String typed =
        type.filter(word -> target.hasIdentityColumns()).map(word -> " as " + word).orElse("");
    return "create sequence " + as.quoted() + typed + " " + options();
  }

  /** The options that follow the name, in an identity column's parentheses as well. */
  String options() {
    return "increment by "
        + increment
        + " minvalue "
        + minimum
        + " maxvalue "
        + maximum
        + start.map(value -> " start with " + value).orElse("")
        + " cache "
        + cache
        + (cycles ? " cycle" : " no cycle");
  }

  private static SequenceBlueprint readCatalog(Session source, TableName name) {
    Row row = source.row(FACTS.with("schema", name.schema()).with("sequence", name.name()));
    return of(name, row, row.optionalText("type"), row.texts("acl"));
  }

  private static SequenceBlueprint readItself(Session source, TableName name) {
    Row row =
        source.row(
            Sql.composed(
                    "the sequence " + name,
                    "select s.increment_by, s.min_value, s.max_value, s.start_value,"
                        + " s.cache_value, s.is_cycled from "
                        + name.quoted()
                        + " s")
                .bound());
    return of(name, row, Optional.empty(), List.of());
  }

  private static SequenceBlueprint of(
      TableName name, Row row, Optional<String> type, List<String> acl) {
    return new SequenceBlueprint(
        name,
        type,
        row.bigint("increment_by"),
        row.bigint("min_value"),
        row.bigint("max_value"),
        row.optionalBigint("start_value"),
        row.bigint("cache_value"),
        row.bool("is_cycled"),
        acl);
  }
}
