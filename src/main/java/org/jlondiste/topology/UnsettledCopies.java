package org.jlondiste.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;

/**
 * Tables that Londiste's worker copies, or has copied just now. For some batches it leaves out what
 * a copy held already, and knows that by the numbers of its provider's transactions: nobody can go
 * on from there by another provider, nor any other worker, without losing changes.
 */
public record UnsettledCopies(List<TableName> tables) {
  private static final int MOST_NAMES = 10;
  private static final TableName LEDGER = new TableName("jlondiste", "copy");
  private static final Sql BEGUN = Sql.of(UnsettledCopies.class, "begun_copies.sql");

  public UnsettledCopies {
    tables = List.copyOf(tables);
  }

  /** Those of one node. */
  public static UnsettledCopies of(Session session, String queue) {
    List<TableName> copied = new ArrayList<>();
    List<TableName> underWay = new ArrayList<>();
    for (ReplicatedTable table : new Tables(session, queue).list()) {
      if (table.isInSync()) {
        table.customSnapshot().ifPresent(snapshot -> copied.add(table.name()));
      } else if (table.local() && table.state().phase() != Phase.MISSING) {
        underWay.add(table.name());
      }
    }
    if (!underWay.isEmpty() && !new Attendance(session, queue).isOurs().orElse(true)) {
      underWay.removeAll(begunByOurs(session, queue));
      copied.addAll(underWay);
    }
    return new UnsettledCopies(copied);
  }

  private static List<TableName> begunByOurs(Session session, String queue) {
    return Relations.exist(session, LEDGER)
        ? session.rows(BEGUN.with("queue", queue)).stream()
            .map(row -> TableName.ofRaw(row.text("table_name")))
            .toList()
        : List.of();
  }

  public boolean isEmpty() {
    return tables.isEmpty();
  }

  /** Some of them by name, for a message. */
  public String names() {
    String names =
        tables.stream()
            .limit(MOST_NAMES)
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    return tables.size() > MOST_NAMES ? names + ", …" : names;
  }
}
