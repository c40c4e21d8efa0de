package org.jlondiste.config;

/**
 * A keyword with its value as they stand in a connect string.
 *
 * @param word the keyword as written
 * @param value with quotes, backslashes and percent codes resolved
 * @param start where the written value begins in the text
 * @param end where the written value ends in the text
 */
record ConnectEntry(String word, String value, int start, int end) {}
