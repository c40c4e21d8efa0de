package org.jlondiste.values;

/**
 * A value that is listed because it may suffer on the way.
 *
 * @param expression SQL that makes it, to be cast to its type
 * @param since number of the first server version that knows it; 0 for all
 */
record ExtremeValue(String expression, int since) {}
