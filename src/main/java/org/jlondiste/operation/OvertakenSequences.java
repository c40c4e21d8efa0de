package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sequences of a dead root's successor that stand behind what tables hold: the old root gave out
 * more values in its last moments than it had published. Applications would be given these again.
 */
final class OvertakenSequences {
  private static final Logger LOG = LoggerFactory.getLogger(OvertakenSequences.class);
  private static final Sql COLUMNS = Sql.of(OvertakenSequences.class, "sequence_columns.sql");
  private static final Sql POSITION = Sql.of(OvertakenSequences.class, "sequence_position.sql");

  private final Session local;
  private final String queue;

  OvertakenSequences(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /** Names them, and those of which it cannot be seen. */
  void warn() {
    List<String> unseen = new ArrayList<>();
    for (ReplicatedSequence sequence : new Sequences(local, queue).list()) {
      if (sequence.local() && !isSeen(sequence.name())) {
        unseen.add(sequence.name().toString());
      }
    }
    if (!unseen.isEmpty()) {
      LOG.warn(
          "No indexed column shows whether the old root gave out more values of these sequences"
              + " than it had published, look yourself before applications draw from them: {}",
          String.join(", ", unseen));
    }
  }

  private boolean isSeen(TableName sequence) {
    try {
      List<Row> columns =
          local.rows(COLUMNS.with("schema", sequence.schema()).with("sequence", sequence.name()));
      columns.forEach(column -> look(sequence, column));
      return !columns.isEmpty();
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      LOG.warn(
          "It cannot be seen whether the old root gave out more values of sequence {} than it had"
              + " published, look yourself before applications draw from it: {}",
          sequence,
          e.problem());
      return true;
    }
  }

  private void look(TableName sequence, Row found) {
    TableName table = new TableName(found.text("table_schema"), found.text("table_name"));
    String column = found.text("column_name");
    String quoted = Identifier.quote(column);
    String query =
        "select min("
            + quoted
            + ") as lowest, max("
            + quoted
            + ") as highest from "
            + table.quoted();
    // first the rows: those that are written meanwhile have drawn from the sequence here
    Row rows = local.row(Sql.composed("ends of " + table, query).bound());
    Row position = local.row(POSITION.with("sequence", sequence.quoted()));
    boolean rises = position.bigint("increment_by") > 0;
    Optional<Long> furthest = rows.optionalBigint(rises ? "highest" : "lowest");
    if (furthest.isEmpty() || position.bool("is_cycled")) {
      return;
    }
    long value = furthest.get();
    long at = position.bigint("last_value");
    boolean passed = rises ? value > at : value < at;
    if (passed || (value == at && !position.bool("is_called"))) {
      LOG.warn(
          "Sequence {} is at {}, and {}.{} holds {} already: do \"select pgq.seq_setval('{}', {})\""
              + " here before applications draw from it",
          sequence,
          at,
          table,
          column,
          value,
          sequence.raw().replace("'", "''"),
          value);
    }
  }
}
