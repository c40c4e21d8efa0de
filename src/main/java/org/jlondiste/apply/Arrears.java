package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.change.RowChange;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;

/**
 * Rows of tables without key that are to go and have not come yet. A statement that a trigger runs
 * is captured before the one that fired the trigger, so that a row may be deleted by an earlier
 * event than the one that inserts it. Both are in one batch, for they are of one transaction.
 */
final class Arrears {
  private final Session session;
  private final Targets targets;
  private final Map<TableName, List<RowChange>> rows = new LinkedHashMap<>();

  Arrears(Session session, Targets targets) {
    this.session = session;
    this.targets = targets;
  }

  void add(RowChange row) {
    rows.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
  }

  /** Deletes those that have come meanwhile. Call it where nothing will be undone. */
  void settle() {
    for (List<RowChange> ofTable : rows.values()) {
      for (Iterator<RowChange> each = ofTable.iterator(); each.hasNext(); ) {
        RowChange row = each.next();
        TargetForms forms = targets.forms(row, row.shape());
        Form form = forms.keyless().deleteOne(row);
        if (new Sequence(session, true, forms.rows()).change(row, form) > 0) {
          each.remove();
        }
      }
    }
    rows.values().removeIf(List::isEmpty);
  }

  /** A table is empty now. */
  void forget(TableName table) {
    rows.remove(table);
  }

  void forget() {
    rows.clear();
  }

  /** Says which row never came, if there is one. */
  void refuse() {
    for (List<RowChange> ofTable : rows.values()) {
      throw new ApplyConflict(ofTable.get(0), Refusals.NO_ROW, null);
    }
  }
}
