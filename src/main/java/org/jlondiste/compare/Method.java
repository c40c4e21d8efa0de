package org.jlondiste.compare;

import java.util.Optional;

/**
 * How to compare two tables.
 *
 * @param countOnly only count the rows
 * @param query SQL to run on both sides instead of ours; {@code _TABLE_} and {@code _COLS_} in it
 *     stand for the table and its columns
 * @param format how a row of the answer is shown, as Python formats by names
 * @param differences how many differing rows of a table to name
 * @param sourceEncoding what the text of a source without encoding is written in; empty if nobody
 *     said
 * @param missingOnly only rows that the target lacks count as differences
 */
public record Method(
    boolean countOnly,
    Optional<String> query,
    Optional<String> format,
    int differences,
    String sourceEncoding,
    boolean missingOnly) {

  /** A method for databases that know their encoding. */
  public Method(
      boolean countOnly, Optional<String> query, Optional<String> format, int differences) {
    this(countOnly, query, format, differences, "", false);
  }
}
