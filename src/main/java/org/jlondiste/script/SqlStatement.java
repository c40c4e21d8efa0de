package org.jlondiste.script;

import java.util.List;

/**
 * One statement of a script.
 *
 * @param text without the semicolon that ends it
 * @param line on which it begins
 * @param words its first words outside of quotes and parentheses, in lower case
 */
record SqlStatement(String text, int line, List<String> words) {
  SqlStatement {
    words = List.copyOf(words);
  }

  boolean begins(String... first) {
    return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
  }
}
