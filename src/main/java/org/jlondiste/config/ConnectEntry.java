package org.jlondiste.config;

/**
 * A keyword with its value as they stand in a connect string.
 *
 * @param word the keyword as written
 * @param value with quotes, backslashes and percent codes resolved
 * @param start where the text begins that can be cut out to be rid of the entry
 * @param end where that text ends
 */
record ConnectEntry(String word, String value, int start, int end) {}
