package org.jlondiste.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Operation;
import org.jlondiste.change.Piece;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.compare.PairedRows;
import org.jlondiste.compare.PairedRows.Pair;
import org.jlondiste.compare.PairedRows.Place;
import org.jlondiste.compare.PairedRows.Telling;
import org.jlondiste.error.StateError;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jspecify.annotations.Nullable;

/**
 * Makes tables of a target hold the rows that the source's hold, in a transaction of the target,
 * and nothing else but what of merged tables came from others.
 *
 * <p>First all rows that must not stay as they are go, then those that are missing come: values of
 * unique columns may change hands between them. A row that somebody else changes meanwhile is
 * noticed.
 */
public final class TableMender {
  private static final int AT_ONCE = 2000;

  private final Session writer;
  private final TextPassage passage;
  private final Applier applier;

  /**
   * @param writer fires no ordinary trigger; its transaction is the caller's
   * @param passage how text gets from the source into the target
   */
  public TableMender(Session writer, TextPassage passage) {
    this.writer = writer;
    this.passage = passage;
    this.applier = new Applier(writer, passage);
  }

  /**
   * Mends a table.
   *
   * @param rows as the source has them and as the target had them
   * @throws StateError if rows of the target were changed by somebody else; undo what was done
   */
  public Mending mend(TableName target, PairedRows rows) {
    Telling telling =
        passage.eventText() == EventText.CHARACTERS ? Telling.CHARACTERS : Telling.BYTES;
    boolean inPlace = rows.targetHasOtherColumns() && !rows.key().isEmpty();
    Tally tally = new Tally();
    Surplus surplus = new Surplus(target);
    PairedRows.Totals totals =
        rows.differing(
            telling,
            pair -> {
              tally.add(pair);
              surplus.add(inPlace && isSingle(pair) ? List.of() : toGo(pair));
            });
    surplus.remove();
    Mending mending = tally.of(totals);
    if (mending.inserts() + mending.updates() > 0) {
      Missing missing =
          new Missing(target, new RowShape(rows.columns(), rows.key()), rows.isMerged());
      rows.differing(telling, missing::add);
      missing.write();
    }
    return mending;
  }

  /** One row here and one there: other columns of the target's can be kept. */
  private static boolean isSingle(Pair pair) {
    return pair.sourceRows() == 1 && pair.places().size() == 1;
  }

  /** Of copies of one row as many as the source has may stay. */
  private static List<Place> toGo(Pair pair) {
    int kept = pair.isAboutCopies() ? (int) Math.min(pair.sourceRows(), pair.places().size()) : 0;
    return pair.places().subList(kept, pair.places().size());
  }

  /** Rows that go. */
  private final class Surplus {
    private final TableName table;
    private final Map<String, List<String>> places = new LinkedHashMap<>();
    private int size;

    Surplus(TableName table) {
      this.table = table;
    }

    void add(List<Place> rows) {
      for (Place row : rows) {
        places.computeIfAbsent(row.relation(), unseen -> new ArrayList<>()).add(row.place());
        size++;
        if (size >= AT_ONCE) {
          remove();
        }
      }
    }

    void remove() {
      places.forEach(
          (relation, rows) -> {
            String sql = "delete from only " + relation + " where ctid = any (:places::tid[])";
            long deleted =
                writer.update(Sql.composed("surplus of " + table, sql).with("places", rows));
            if (deleted != rows.size()) {
              throw changedMeanwhile(table);
            }
          });
      places.clear();
      size = 0;
    }
  }

  /** Rows that come. */
  private final class Missing {
    private final TableName table;
    private final RowShape shape;
    private final boolean merged;
    private final List<RowChange> changes = new ArrayList<>();

    /**
     * @param merged what was not there must still not be: it would be of somebody else
     */
    Missing(TableName table, RowShape shape, boolean merged) {
      this.table = table;
      this.merged = merged;
      this.shape = shape;
    }

    void add(Pair pair) {
      boolean mayBeThere = shape.hasKey() && !(merged && pair.places().isEmpty());
      Operation operation = mayBeThere ? Operation.REPLACE : Operation.INSERT;
      long lacking =
          pair.isAboutCopies() ? pair.sourceRows() - pair.places().size() : pair.sourceRows();
      for (long i = 0; i < lacking; i++) {
        RowChange change =
            new RowChange(
                0,
                operation,
                table,
                shape,
                Objects.requireNonNull(pair.source()).toArray(new @Nullable String[0]));
        refuseUnknownBytes(change);
        changes.add(change);
        if (changes.size() >= AT_ONCE) {
          write();
        }
      }
    }

    private void refuseUnknownBytes(RowChange row) {
      if (passage.eventText() != EventText.UNKNOWN_BYTES) {
        return;
      }
      for (int i = 0; i < shape.size(); i++) {
        String value = row.value(i);
        if (value != null && !value.chars().allMatch(c -> c < 0x80)) {
          throw new StateError(
              "table "
                  + table
                  + " cannot be repaired: column "
                  + shape.columns().get(i)
                  + " of a row holds bytes of which it is not known which characters they are, from "
                  + passage,
              "say what the source's text is written in by source_encoding in the INI file of this"
                  + " node");
        }
      }
    }

    void write() {
      if (!changes.isEmpty()) {
        try {
          applier.apply(Piece.of(changes), ApplyMode.STRICT);
        } catch (ApplyConflict e) {
          throw new StateError(
              "table "
                  + table
                  + " cannot be repaired: the row "
                  + e.key()
                  + " cannot be written: "
                  + e.reason(),
              "make the table here what it is on the source, or 'resync' it");
        }
        changes.clear();
      }
    }
  }

  private static StateError changedMeanwhile(TableName table) {
    return new StateError(
        "rows of table " + table + " were changed by somebody else while it was repaired",
        "only replication may write to it; run the command again");
  }
}
