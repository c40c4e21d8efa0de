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
 */
public record Method(
    boolean countOnly, Optional<String> query, Optional<String> format, int differences) {}
