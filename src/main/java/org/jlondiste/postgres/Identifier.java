package org.jlondiste.postgres;

import java.util.Collection;
import java.util.stream.Collectors;

/** A name that goes into composed SQL; {@link #toString} is its quoted form. */
public record Identifier(String name) {
  public Identifier {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not an identifier: '" + name + "'");
    }
  }

  /** Names in quotes, parted by commas. */
  public static String list(Collection<String> names) {
    return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
  }

  public static String quote(String name) {
    return new Identifier(name).toString();
  }

  /** A string literal that means the same under every setting of standard_conforming_strings. */
  public static String literal(String value) {
    String doubled = value.replace("'", "''");
    return value.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }

  @Override
  public String toString() {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
