package org.jlondiste.change;

import org.jspecify.annotations.Nullable;

/**
 * The values of a row: its literal as PostgreSQL printed it as long as nobody needs them apart,
 * then a text each. For one thread at a time.
 */
final class RowValues {
  private final @Nullable String literal;
  private @Nullable String @Nullable [] values;

  private RowValues(@Nullable String literal, @Nullable String @Nullable [] values) {
    this.literal = literal;
    this.values = values;
  }

  /**
   * The values in a literal.
   *
   * @throws Malformed if it does not hold so many of them
   */
  static RowValues in(String literal, int count) throws Malformed {
    RowLiteral.check(literal, count);
    return new RowValues(literal, null);
  }

  /**
   * These values.
   *
   * @param values not to be changed afterwards
   */
  static RowValues of(@Nullable String[] values) {
    return new RowValues(null, values);
  }

  /** The literal, if the values came in one. */
  @Nullable String literal() {
    return literal;
  }

  /** All of them; not to be changed. */
  @Nullable String[] all(int count) {
    @Nullable String[] known = values;
    if (known == null) {
      known = split(count);
      values = known;
    }
    return known;
  }

  /** One of them, without taking the others apart for good. */
  @Nullable String alone(int position) {
    @Nullable String[] known = values;
    if (known != null) {
      return known[position];
    }
    if (literal == null) {
      throw new IllegalStateException("neither literal nor values");
    }
    return RowLiteral.value(literal, position);
  }

  private @Nullable String[] split(int count) {
    if (literal == null) {
      throw new IllegalStateException("neither literal nor values");
    }
    return RowLiteral.split(literal, count);
  }
}
