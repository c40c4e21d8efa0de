package org.jlondiste.model;

import org.jspecify.annotations.Nullable;

/**
 * One event of a queue, as {@code pgq.get_batch_cursor} hands it out.
 *
 * @param id rises in the order in which events were written
 * @param time when it was written, in the server's text form
 * @param txid the transaction that wrote it
 * @param retry how often it was put off; null if never
 * @param type what happened, in the writer's words
 * @param data the subject of it, a row for instance
 * @param extra1 the table, {@code schema.table}, for row events
 */
public record Event(
    long id,
    String time,
    long txid,
    @Nullable Integer retry,
    String type,
    @Nullable String data,
    @Nullable String extra1,
    @Nullable String extra2,
    @Nullable String extra3,
    @Nullable String extra4) {

  /** True if it tells nodes what to do; its data is text then, whatever the source. */
  public boolean isInstruction() {
    return type.startsWith("pgq.") || type.startsWith("londiste.") || type.equals("EXECUTE");
  }
}
