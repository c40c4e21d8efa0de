package org.jlondiste.apply;

import java.util.List;
import org.jlondiste.change.RowChange;
import org.jspecify.annotations.Nullable;

/**
 * A statement for rows of one shape.
 *
 * @param statement its parameters are written {@code ?}
 * @param positions which value of a row goes into each parameter
 */
record Form(String statement, List<Integer> positions) {
  /** One row's values in the order of the parameters. */
  @Nullable String[] texts(RowChange row) {
    @Nullable String[] texts = new @Nullable String[positions.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = row.value(positions.get(i));
    }
    return texts;
  }
}
