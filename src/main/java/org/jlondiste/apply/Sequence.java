package org.jlondiste.apply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jlondiste.change.Change;
import org.jlondiste.change.RowChange;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.EventText;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.UnfitBytes;
import org.jlondiste.postgres.catalog.TargetColumn;
import org.jspecify.annotations.Nullable;

/**
 * Statements for one row each, done in the order in which they are given. Neighbours that differ
 * only in their values go to the server together, unless the culprit has to be found.
 */
final class Sequence {
  /** How many rows a statement has to find. */
  enum Expectation {
    ONE,
    ANY
  }

  private static final int MOST_STATEMENTS = 1_000;
  private static final int LONGEST_SHOWN = 100;

  private final Session session;
  private final boolean naming;
  private final RowForms forms;
  private final TextPassage passage;
  private final List<RowChange> waiting = new ArrayList<>();
  private @Nullable Form form;
  private Expectation expectation = Expectation.ANY;

  /**
   * @param naming true to send each statement alone and to say which change was refused
   * @param forms how texts are written into statements, and how a value is named
   */
  Sequence(Session session, boolean naming, RowForms forms) {
    this.session = session;
    this.forms = forms;
    this.passage = forms.passage();
    this.naming = naming;
  }

  void add(RowChange row, Form next, Expectation expected) {
    if (naming) {
      name(row, next, expected);
      return;
    }
    if (!Objects.equals(next, form)
        || expected != expectation
        || waiting.size() >= MOST_STATEMENTS) {
      flush();
      form = next;
      expectation = expected;
    }
    waiting.add(row);
  }

  /** Answers how many rows a query counts, after all that was added before is done. */
  long count(RowChange row, Form query) {
    flush();
    return naming(row, () -> session.number(query.statement(), query.texts(row)));
  }

  /** Does a statement at once; answers how many rows it found. */
  long change(RowChange row, Form statement) {
    flush();
    List<@Nullable String[]> once = new ArrayList<>(1);
    once.add(statement.texts(row));
    return naming(row, () -> session.change(statement.statement(), once)[0]);
  }

  /** Does what is still waiting. */
  void flush() {
    Form last = form;
    if (waiting.isEmpty() || last == null) {
      return;
    }
    List<@Nullable String[]> texts = new ArrayList<>(waiting.size());
    for (RowChange row : waiting) {
      texts.add(last.texts(row));
    }
    waiting.clear();
    for (long found : session.change(last.statement(), texts)) {
      if (expectation == Expectation.ONE && found != 1) {
        throw new Mismatch("a row was not found, or several");
      }
    }
  }

  /** Says that a change cannot be true of the target. */
  void refuse(Change change, String why) {
    if (naming) {
      throw new ApplyConflict(change, why, null);
    }
    throw new Mismatch(why);
  }

  private void name(RowChange row, Form next, Expectation expected) {
    long found = change(row, next);
    if (expected == Expectation.ONE && found != 1) {
      refuse(row, found == 0 ? Refusals.NO_ROW : found + " rows have this key");
    }
  }

  /** Which value the server does not take, if that is what it says. */
  private String unfitColumn(RowChange row, DatabaseError error) {
    if (UnfitBytes.of(error).isEmpty()) {
      return refusedValue(row);
    }
    Optional<UnfitBytes> unfit = UnfitBytes.of(error);
    for (int i = 0; unfit.isPresent() && i < row.shape().size(); i++) {
      String value = row.value(i);
      if (value != null && isUnfit(value, unfit.get())) {
        return "; the text is in column " + row.shape().columns().get(i);
      }
    }
    return "";
  }

  private boolean isUnfit(String value, UnfitBytes unfit) {
    if (!inBytes()) {
      return unfit.areIn(value.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return session.savepoint(
          () ->
              session.number(
                      "select length(" + passage.text() + ")",
                      new @Nullable String[] {passage.parameter(value)})
                  < 0);
    } catch (DatabaseError e) {
      if (UnfitBytes.of(e).isPresent()) {
        return true;
      }
      throw e;
    }
  }

  private String refusedValue(RowChange row) {
    for (int i = 0; i < row.shape().size(); i++) {
      String value = row.value(i);
      if (value != null && !isTaken(forms.target().column(i), value)) {
        String column =
            "; the target takes no " + value.substring(0, Math.min(value.length(), LONGEST_SHOWN));
        return column + " in column " + row.shape().columns().get(i);
      }
    }
    return "";
  }

  private boolean isTaken(TargetColumn column, String value) {
    String statement = "select count(" + passage.typedValue(column.declaredType()) + ")";
    try {
      return session.savepoint(
          () -> session.number(statement, new @Nullable String[] {passage.parameter(value)}) >= 0);
    } catch (DatabaseError e) {
      if (Refusals.liesInTheChanges(e)) {
        return false;
      }
      throw e;
    }
  }

  private boolean inBytes() {
    return passage.eventText() == EventText.BYTES;
  }

  private long naming(RowChange row, LongSupplier work) {
    try {
      // values are tried one by one if they are refused
      return naming ? session.savepoint(work::getAsLong) : work.getAsLong();
    } catch (DatabaseError e) {
      if (naming && Refusals.liesInTheChanges(e)) {
        throw new ApplyConflict(row, e.problem() + unfitColumn(row, e), e);
      }
      throw e;
    }
  }
}
