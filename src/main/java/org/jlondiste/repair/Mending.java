package org.jlondiste.repair;

/**
 * How a table of the target was made, or can be made, what the source's is.
 *
 * @param sourceRows how many rows the source has
 * @param targetRows how many the target had
 * @param inserts rows that the target lacked
 * @param updates rows that were others on the target
 * @param deletes rows that only the target had
 */
public record Mending(long sourceRows, long targetRows, long inserts, long updates, long deletes) {

  /** True if there was nothing to do. */
  public boolean isNothing() {
    return inserts + updates + deletes == 0;
  }
}
