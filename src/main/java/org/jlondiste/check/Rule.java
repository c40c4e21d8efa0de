package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;

/**
 * A hazard that one database shows by itself. Its question answers a row for each object: {@code
 * object}, or {@code schema_name} and {@code table_name} (only tables of the scope count) and maybe
 * an {@code item} of the table; maybe a {@code severity}; and what the texts want to know.
 *
 * @param sides where it is one
 */
record Rule(Topic topic, String name, Set<Side> sides, Question question, Saying saying) {
  static final Set<Side> BOTH = Set.of(Side.SOURCE, Side.TARGET);

  /** What one side has of it. */
  List<Finding> find(Session session, Side side, Scope scope) {
    List<Finding> findings = new ArrayList<>();
    for (Row row : question.ask(session)) {
      Saying meant =
          row.has("severity")
              ? new Saying(
                  Severity.valueOf(row.text("severity")),
                  saying.problem(),
                  saying.advice(),
                  saying.sql())
              : saying;
      object(row, side, scope)
          .ifPresent(
              object ->
                  findings.add(
                      meant.about(topic, name, side, object, column -> value(row, column))));
    }
    return findings;
  }

  /** What a row is about; none if that is not in the scope. */
  private static Optional<String> object(Row row, Side side, Scope scope) {
    if (!row.has("table_name")) {
      return Optional.of(row.text("object"));
    }
    TableName table = tableName(row);
    return scope.find(side, table).map(known -> table + item(row));
  }

  static TableName tableName(Row row) {
    return new TableName(row.text("schema_name"), row.text("table_name"));
  }

  static String item(Row row) {
    return row.has("item") ? " " + row.text("item") : "";
  }

  static String value(Row row, String column) {
    return column.equals("table") ? tableName(row).quoted() : row.optionalText(column).orElse("");
  }
}
