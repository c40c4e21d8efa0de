package org.jlondiste.apply;

/** How sure it is that the target's rows are as they were on the source before each change. */
public enum ApplyMode {
  /** They are; a row that is there or missing against what an event says is a conflict. */
  STRICT,
  /**
   * They may be from before or after any of the changes, as a copy leaves them that was made while
   * changes went on. After the last of these changes they are right.
   */
  REDO
}
