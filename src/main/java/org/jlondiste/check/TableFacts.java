package org.jlondiste.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;

/**
 * How large a table is and how it has been written to.
 *
 * @param inFamily it has parents, children or partitions
 * @param partitioned its rows are in its partitions
 * @param rowEstimate as the server last counted; negative if it never did
 * @param changes updates and deletes since the statistics were last reset
 */
record TableFacts(
    boolean inFamily,
    boolean partitioned,
    double rowEstimate,
    long heapBytes,
    long toastBytes,
    long totalBytes,
    long changes) {
  private static final Question TABLES = Question.of("tables");

  /** Reads those of all tables. */
  static Map<TableName, TableFacts> read(Session session) {
    Map<TableName, TableFacts> facts = new LinkedHashMap<>();
    for (Row row : TABLES.ask(session)) {
      facts.put(
          Rule.tableName(row),
          new TableFacts(
              row.bool("in_family"),
              row.text("kind").equals("p"),
              row.real("row_estimate"),
              row.bigint("heap_bytes"),
              row.bigint("toast_bytes"),
              row.bigint("total_bytes"),
              row.bigint("changes")));
    }
    return facts;
  }
}
