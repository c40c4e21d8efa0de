package org.jlondiste.topology;

import java.util.List;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * What could be replicated on a node and is not: on a root what its database has and nobody
 * registered, elsewhere what the set has and this node does not replicate.
 */
public record Missing(List<TableName> tables, List<TableName> sequences) {
  private static final Sql QUERY = Sql.of(Missing.class, "missing.sql");

  public Missing {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  public static Missing find(Session session, String queue) {
    List<Row> rows = session.rows(QUERY.with("queue", queue));
    return new Missing(ofKind(rows, "r"), ofKind(rows, "S"));
  }

  private static List<TableName> ofKind(List<Row> rows, String kind) {
    return rows.stream()
        .filter(row -> row.text("obj_kind").equals(kind))
        .map(row -> TableName.ofRaw(row.text("obj_name")))
        .toList();
  }
}
