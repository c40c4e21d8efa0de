package org.jlondiste.apply;

import java.util.List;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.TextPassage;
import org.jspecify.annotations.Nullable;

/**
 * A statement for rows of one shape.
 *
 * @param statement its parameters are written {@code ?}
 * @param positions which value of a row goes into each parameter
 * @param passage how texts are written into parameters
 */
record Form(String statement, List<Integer> positions, TextPassage passage) {
  /** One row's values in the order of the parameters. */
  @Nullable String[] texts(RowChange row) {
    @Nullable String[] texts = new @Nullable String[positions.size()];
    for (int i = 0; i < texts.length; i++) {
      String value = row.value(positions.get(i));
      texts[i] = value == null ? null : passage.parameter(value);
    }
    return texts;
  }

  /** The text of an array as a parameter. */
  String array(ArrayText array) {
    return passage.parameter(array.toString());
  }
}
