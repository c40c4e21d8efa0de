package org.jlondiste.script;

import java.util.List;
import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** What a node has of the things that scripts ask for. */
final class NodeObjects {
  private static final Sql LOCAL_TABLE = Sql.of(NodeObjects.class, "local_table.sql");
  private static final Sql LOCAL_SEQUENCE = Sql.of(NodeObjects.class, "local_sequence.sql");
  private static final Sql RELATION = Sql.of(NodeObjects.class, "relation.sql");
  private static final Sql FUNCTION = Sql.of(NodeObjects.class, "function.sql");
  private static final Sql SCHEMA = Sql.of(NodeObjects.class, "schema.sql");

  private static final List<String> TABLES = List.of("r", "p");
  private static final List<String> SEQUENCES = List.of("S");
  private static final List<String> VIEWS = List.of("v", "m");

  private final Session session;
  private final String queue;

  NodeObjects(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  boolean has(Condition condition) {
    String value = condition.value();
    return switch (condition.kind()) {
      case LOCAL_TABLE, LOCAL_SEQUENCE -> destination(condition).isPresent();
      case LOCAL_DESTINATION ->
          destination(condition).filter(table -> exists(table, TABLES)).isPresent();
      case NEED_TABLE -> exists(TableName.parse(value), TABLES);
      case NEED_SEQUENCE -> exists(TableName.parse(value), SEQUENCES);
      case NEED_VIEW -> exists(TableName.parse(value), VIEWS);
      case NEED_SCHEMA -> session.row(SCHEMA.with("schema", value)).bool("found");
      case NEED_FUNCTION -> hasFunction(value);
    };
  }

  /** Where something that the node replicates is here; none if it is no such thing. */
  Optional<TableName> destination(Condition condition) {
    Sql sql =
        switch (condition.kind()) {
          case LOCAL_TABLE, LOCAL_DESTINATION -> LOCAL_TABLE;
          case LOCAL_SEQUENCE -> LOCAL_SEQUENCE;
          default -> null;
        };
    return sql == null
        ? Optional.empty()
        : session
            .optionalRow(
                sql.with("queue", queue).with("name", TableName.parse(condition.value()).raw()))
            .map(row -> TableName.ofRaw(row.text("destination")));
  }

  private boolean exists(TableName name, List<String> kinds) {
    return session
        .row(RELATION.with("schema", name.schema()).with("name", name.name()).with("kinds", kinds))
        .bool("found");
  }

  private boolean hasFunction(String value) {
    int open = value.indexOf('(');
    if (open <= 0 || !value.endsWith(")")) {
      throw malformed(value);
    }
    TableName name = TableName.parse(value.substring(0, open).strip());
    try {
      int arguments = Integer.parseInt(value.substring(open + 1, value.length() - 1).strip());
      return session
          .row(
              FUNCTION
                  .with("schema", name.schema())
                  .with("name", name.name())
                  .with("arguments", arguments))
          .bool("found");
    } catch (NumberFormatException e) {
      throw malformed(value);
    }
  }

  private static UsageError malformed(String value) {
    return new UsageError(
        "Need-Function: '" + value + "' names no function",
        "write name(number of arguments), such as 'public.total(2)'");
  }
}
