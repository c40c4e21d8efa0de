package org.jlondiste.copy;

/** What saves time in a copy, and a target may refuse for the rows of a table. */
enum Shortcut {
  /** Rows go in the binary format of COPY, which the same values as text may not be refused for. */
  BINARY("its rows go as text now"),
  /** Rows are stored as ones that everybody sees. */
  FROZEN("its rows are not stored frozen now");

  private final String without;

  Shortcut(String without) {
    this.without = without;
  }

  /** What is done instead. */
  String without() {
    return without;
  }
}
