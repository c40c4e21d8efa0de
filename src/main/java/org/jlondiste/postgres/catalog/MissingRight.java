package org.jlondiste.postgres.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * Something that a session's role lacks to copy into a table or to keep it up to date. Asked before
 * anything is changed, because half way through a copy is a bad place to learn it.
 *
 * @param problem in the operator's words
 * @param remedy the statement that grants it
 */
public record MissingRight(Concern concern, String problem, String remedy) {
  private static final Sql QUERY = Sql.of(MissingRight.class, "missing_rights.sql");

  /** What cannot be done without the right. */
  public enum Concern {
    /** Nothing can be applied. */
    ROWS,
    /** A copy cannot take the indexes off and put them back. */
    INDEXES,
    /** A copy cannot take foreign keys off and put them back. */
    FOREIGN_KEYS
  }

  /** What is lacking, by table; a table that nothing is lacking for is not in the map. */
  public static Map<TableName, List<MissingRight>> read(
      Session session, Collection<TableName> tables) {
    Map<TableName, List<MissingRight>> missing = new LinkedHashMap<>();
    for (Row row :
        session.rows(
            QUERY
                .with("schemas", tables.stream().map(TableName::schema).toList())
                .with("tables", tables.stream().map(TableName::name).toList()))) {
      TableName table = new TableName(row.text("schema_name"), row.text("table_name"));
      Concern concern =
          Concern.valueOf(row.text("concern").replace(' ', '_').toUpperCase(Locale.ROOT));
      missing
          .computeIfAbsent(table, name -> new ArrayList<>())
          .add(new MissingRight(concern, row.text("problem"), row.text("remedy")));
    }
    return missing;
  }
}
