package org.jlondiste.handler;

import org.jlondiste.postgres.Identifier;
import org.jspecify.annotations.Nullable;

/** Values in statements. */
final class Literals {
  private Literals() {}

  static String of(@Nullable String value) {
    return value == null ? "null" : Identifier.literal(value);
  }
}
