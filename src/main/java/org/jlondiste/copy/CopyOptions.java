package org.jlondiste.copy;

import java.util.function.ToIntFunction;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.model.TableName;
import org.jlondiste.queue.ReadAhead.Portion;

/**
 * How tables are copied.
 *
 * @param chunkRows a table with a key and more rows than this is copied in chunks of so many; 0 to
 *     go by its size
 * @param threadsPerTable how many chunks of a table are copied at once
 * @param parallelIndexes how many indexes of a table are made at once
 * @param bytesPerSecond read by all copies of the process together; 0 for no limit
 * @param restraint how far the provider is spared
 * @param times where the time goes is added up there
 * @param portion how many changes are replayed at a time
 * @param sourceEncoding what the text of a source without encoding is written in; empty if nobody
 *     said
 * @param handlers the kinds of handlers that tables may have
 */
public record CopyOptions(
    int chunkRows,
    ToIntFunction<TableName> threadsPerTable,
    int parallelIndexes,
    long bytesPerSecond,
    Restraint restraint,
    StageTimes times,
    Portion portion,
    String sourceEncoding,
    HandlerCatalog handlers) {

  Pace pace() {
    return new Pace(bytesPerSecond, restraint);
  }
}
