package org.jlondiste.topology;

/**
 * What a function of {@code pgq_node} or {@code londiste} said it did.
 *
 * @param code below 200: fine and not worth a word; below 300: done; below 400: done, with a
 *     warning. Higher codes never get here, they are thrown.
 * @param note what was done, in a few words
 */
public record Answer(int code, String note) {
  /** True if something changed: 201 says that all was as asked for already. */
  public boolean isChange() {
    return code == 200;
  }

  public boolean isWarning() {
    return code >= 300;
  }
}
