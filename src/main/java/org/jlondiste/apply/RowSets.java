package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * Sends sets of rows: a few as one statement each, many as arrays, many new ones as COPY. What pays
 * from which size was measured.
 */
final class RowSets {
  /** From so many rows on one statement with arrays is faster than one statement per row. */
  private static final int WORTH_ARRAYS = 4;

  /** From so many rows on COPY is faster than one statement per row. */
  private static final int WORTH_COPY = 12;

  /** Bounds of one statement's arrays, so that no set is too large for memory. */
  private static final int MOST_ROWS = 10_000;

  private static final int MOST_CHARACTERS = 8 << 20;

  private final Session session;

  RowSets(Session session) {
    this.session = session;
  }

  /** Inserts rows. */
  void insert(RowForms forms, List<RowChange> rows) {
    if (rows.size() >= WORTH_COPY && forms.takesCopy()) {
      List<Integer> positions = forms.target().written();
      try (CopyIn copy = session.copyIn(forms.copy())) {
        CopyText text = new CopyText(copy, forms.passage().charset());
        for (RowChange row : rows) {
          text.write(row, positions);
        }
        text.flush();
        copy.finish();
      }
    } else {
      changeOneByOne(forms.insertOne(), rows);
    }
  }

  /**
   * Updates rows.
   *
   * @return how many rows of the target were updated
   */
  long update(RowForms forms, List<RowChange> rows) {
    if (rows.size() >= WORTH_ARRAYS) {
      return changeTogether(forms.updateMany(), rows);
    }
    return rows.isEmpty() ? 0 : changeOneByOne(forms.updateOne(rows.get(0)), rows);
  }

  /**
   * Deletes the rows with these keys.
   *
   * @return how many rows of the target were deleted
   */
  long delete(RowForms forms, List<RowChange> rows) {
    if (rows.size() >= WORTH_ARRAYS) {
      return changeTogether(forms.deleteMany(), rows);
    }
    return rows.isEmpty() ? 0 : changeOneByOne(forms.deleteOne(rows.get(0)), rows);
  }

  /** Inserts the rows whose keys are not there. */
  void insertMissing(RowForms forms, List<RowChange> rows) {
    changeTogether(forms.insertMissing(), rows);
  }

  /** How many rows of the target have one of the keys of these rows? */
  long count(RowForms forms, List<RowChange> rows) {
    return numberTogether(forms.countMany(), rows);
  }

  /** How many of the keys of these rows does exactly one row of the target have? */
  long countSingles(RowForms forms, List<RowChange> rows) {
    return numberTogether(forms.countSingles(), rows);
  }

  /** Deletes copies of rows; the statement's last array says how many of each. */
  long deleteCopies(Form form, List<RowChange> rows, List<Integer> copies) {
    long[] deleted = {0};
    inChunks(
        form,
        rows,
        (chunk, arrays) -> {
          ArrayText counts = new ArrayText();
          for (Integer count : copies.subList(chunk.from(), chunk.to())) {
            counts.add(String.valueOf(count));
          }
          arrays.add(counts.toString());
          deleted[0] += change(form.statement(), arrays);
        });
    return deleted[0];
  }

  /**
   * Runs a statement for each row.
   *
   * @return how many rows of the target were changed
   */
  long changeOneByOne(Form form, List<RowChange> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    long changed = 0;
    List<@Nullable String[]> texts = new ArrayList<>(rows.size());
    for (RowChange row : rows) {
      texts.add(form.texts(row));
    }
    for (long count : session.change(form.statement(), texts)) {
      changed += count;
    }
    return changed;
  }

  private long changeTogether(Form form, List<RowChange> rows) {
    long[] changed = {0};
    inChunks(form, rows, (chunk, arrays) -> changed[0] += change(form.statement(), arrays));
    return changed[0];
  }

  private long numberTogether(Form form, List<RowChange> rows) {
    long[] number = {0};
    inChunks(
        form,
        rows,
        (chunk, arrays) ->
            number[0] += session.number(form.statement(), arrays.toArray(new @Nullable String[0])));
    return number[0];
  }

  private long change(String statement, List<String> arrays) {
    List<@Nullable String[]> once = new ArrayList<>(1);
    once.add(arrays.toArray(new @Nullable String[0]));
    return session.change(statement, once)[0];
  }

  /** Some neighbouring rows of a list. */
  private record Chunk(int from, int to) {}

  private static void inChunks(
      Form form, List<RowChange> rows, BiConsumer<Chunk, List<String>> consumer) {
    int from = 0;
    while (from < rows.size()) {
      List<ArrayText> arrays = new ArrayList<>();
      form.positions().forEach(position -> arrays.add(new ArrayText()));
      int to = from;
      int characters = 0;
      while (to < rows.size() && to - from < MOST_ROWS && characters < MOST_CHARACTERS) {
        RowChange row = rows.get(to);
        characters = 0;
        for (int i = 0; i < arrays.size(); i++) {
          ArrayText array = arrays.get(i);
          array.add(row.value(form.positions().get(i)));
          characters += array.length();
        }
        to++;
      }
      List<String> texts = new ArrayList<>();
      for (ArrayText array : arrays) {
        texts.add(form.array(array));
      }
      consumer.accept(new Chunk(from, to), texts);
      from = to;
    }
  }
}
