package org.jlondiste.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;

/**
 * Partitions that were detached or dropped on the root, so that their rows are on this node alone.
 * A node whose schema is older knows of none.
 */
public final class KeptPartitions {
  private static final TableName NOTED = new TableName("jlondiste", "kept_partition");
  private static final Sql LIST = Sql.of(KeptPartitions.class, "kept_partitions.sql");
  private static final Sql FORGET = Sql.of(KeptPartitions.class, "forget_kept_partitions.sql");

  private KeptPartitions() {}

  /** Their names on the root, by table, where they are noted at all. */
  public static Question<Map<TableName, List<String>>> listOf(String queue) {
    return new Question<>(
        LIST.with("queue", queue),
        rows -> {
          Map<TableName, List<String>> partitions = new TreeMap<>();
          for (Row row : rows) {
            partitions
                .computeIfAbsent(
                    TableName.ofRaw(row.text("table_name")), table -> new ArrayList<>())
                .add(row.text("partition_name"));
          }
          return partitions;
        });
  }

  /** Forgets those of tables that are copied afresh, or are the same as on the root. */
  public static void forget(Session session, String queue, Collection<TableName> tables) {
    if (!tables.isEmpty() && Relations.exist(session, NOTED)) {
      session.update(
          FORGET.with("queue", queue).with("tables", tables.stream().map(TableName::raw).toList()));
    }
  }
}
