package org.jlondiste.cli;

/**
 * Takes the plainest words of a command line without picocli, which needs longer for that than some
 * commands for their work: options that take no value, written in full. A test holds it to what
 * picocli makes of the same words.
 */
interface PlainWords {
  /** Takes a word; false if it may be anything else. */
  boolean take(String word);
}
