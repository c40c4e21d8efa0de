package org.jlondiste.script;

/**
 * Something that a node may have or not have.
 *
 * @param value a name as it was written
 */
public record Condition(Kind kind, String value) {
  /** What is asked for, and the word for it in a script. */
  enum Kind {
    LOCAL_TABLE("local-table"),
    LOCAL_SEQUENCE("local-sequence"),
    LOCAL_DESTINATION("local-destination"),
    NEED_TABLE("need-table"),
    NEED_SEQUENCE("need-sequence"),
    NEED_FUNCTION("need-function"),
    NEED_SCHEMA("need-schema"),
    NEED_VIEW("need-view");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  @Override
  public String toString() {
    return kind.word() + " " + value;
  }
}
