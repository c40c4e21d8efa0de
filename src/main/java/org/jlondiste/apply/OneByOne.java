package org.jlondiste.apply;

import java.util.List;
import org.jlondiste.apply.Sequence.Expectation;
import org.jlondiste.change.Operation;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.Session;

/**
 * Applies the changes of one table in the order in which they happened, a statement for each: where
 * the text of a key does not tell rows apart, and to find the one that the target cannot take.
 */
final class OneByOne {
  private final RowForms forms;
  private final KeylessForms keylessForms;
  private final TargetShape target;
  private final boolean strict;
  private final Sequence sequence;
  private final Arrears arrears;

  OneByOne(Session session, TargetForms forms, ApplyMode mode, boolean naming, Arrears arrears) {
    this.forms = forms.rows();
    this.keylessForms = forms.keyless();
    this.target = forms.target();
    this.strict = mode == ApplyMode.STRICT;
    this.sequence = new Sequence(session, naming, forms.rows());
    this.arrears = arrears;
  }

  void apply(List<RowChange> changes) {
    for (RowChange change : changes) {
      if (target.shape().hasKey()) {
        applyByKey(change);
      } else {
        applyWithoutKey(change);
      }
    }
    sequence.flush();
  }

  private void applyByKey(RowChange row) {
    Operation operation = row.operation();
    if (!strict || operation.toleratesAnything()) {
      if (operation.leavesRow()) {
        write(row);
      } else {
        sequence.add(row, forms.deleteOne(row), Expectation.ANY);
      }
    } else if (operation == Operation.INSERT) {
      if (!target.isUnique() && sequence.count(row, forms.countOne(row)) > 0) {
        sequence.refuse(row, Refusals.ROW_IS_THERE);
      }
      sequence.add(row, forms.insertOne(), Expectation.ANY);
    } else if (operation == Operation.UPDATE) {
      update(row);
    } else {
      sequence.add(row, forms.deleteOne(row), Expectation.ONE);
    }
  }

  private void update(RowChange row) {
    if (target.updateMovesIdentity()) {
      sequence.add(row, forms.deleteOne(row), Expectation.ONE);
      sequence.add(row, forms.insertOne(), Expectation.ANY);
    } else if (!target.updated().isEmpty()) {
      sequence.add(row, forms.updateOne(row), Expectation.ONE);
    } else if (sequence.count(row, forms.countOne(row)) != 1) {
      sequence.refuse(row, Refusals.NO_ROW);
    }
  }

  /** Makes the row what the change says, whether it is there or not. */
  private void write(RowChange row) {
    if (!target.hasOtherColumns()) {
      sequence.add(row, forms.deleteOne(row), Expectation.ANY);
      sequence.add(row, forms.insertOne(), Expectation.ANY);
    } else if (sequence.count(row, forms.countOne(row)) == 0) {
      sequence.add(row, forms.insertOne(), Expectation.ANY);
    } else if (!target.updated().isEmpty()) {
      sequence.add(row, forms.updateOne(row), Expectation.ANY);
    }
  }

  private void applyWithoutKey(RowChange row) {
    if (row.operation() == Operation.INSERT) {
      sequence.add(row, forms.insertOne(), Expectation.ANY);
    } else if (sequence.change(row, keylessForms.deleteOne(row)) == 0 && strict) {
      arrears.add(row);
    }
  }
}
