package org.jlondiste.check;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** How much there is to copy, and how long reading it takes at the pace of a short trial. */
final class CopyEstimate {
  private static final Sql LIMIT_TIME = Sql.of(CopyEstimate.class, "limit_time.sql");
  private static final long TRIAL_BYTES = 32L << 20;
  private static final String TRIAL_MILLIS = "5000";

  private CopyEstimate() {}

  static Finding of(Session source, Map<TableName, TableFacts> tables) {
    long bytes = tables.values().stream().mapToLong(CopyEstimate::ownBytes).sum();
    long all = tables.values().stream().mapToLong(TableFacts::totalBytes).sum();
    Optional<Double> pace = pace(source, tables);
    String time =
        pace.map(
                rate ->
                    String.format(
                        Locale.ROOT,
                        "; by a short trial one session reads %s a second of it, which makes %s"
                            + " for all; writing it and building indexes come on top, and"
                            + " parallel_copies divides it",
                        size(rate.longValue()),
                        time(Duration.ofSeconds((long) Math.ceil(bytes / rate)))))
            .orElse("; too little, or too little known about it, for an estimate of the time");
    return new Finding(
        Severity.INFO,
        Topic.SIZE,
        "size",
        Side.SOURCE,
        tables.size() + (tables.size() == 1 ? " table" : " tables"),
        size(bytes) + " of rows, " + size(all) + " with indexes" + time,
        "the target's disk needs as much, and room for as much WAL as it keeps; no server tells how"
            + " much is free",
        "");
  }

  /** Bytes on disk per second, read as a copy reads them. */
  private static Optional<Double> pace(Session source, Map<TableName, TableFacts> tables) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().rowEstimate() > 0 && !table.getValue().partitioned())
        .max(Comparator.comparingLong(table -> table.getValue().heapBytes()))
        .filter(table -> table.getValue().heapBytes() >= TRIAL_BYTES / 16)
        .flatMap(table -> pace(source, table.getKey(), table.getValue()));
  }

  private static Optional<Double> pace(Session source, TableName table, TableFacts facts) {
    double rowsPerByte = facts.rowEstimate() / ownBytes(facts);
    long wanted = Math.max(1, (long) (TRIAL_BYTES * rowsPerByte));
    AtomicLong textBytes = new AtomicLong();
    source.rows(LIMIT_TIME.with("millis", TRIAL_MILLIS));
    long begin = System.nanoTime();
    long rows =
        source.copyOut(
            "copy (select * from only " + table.quoted() + " limit " + wanted + ") to stdout",
            piece -> textBytes.addAndGet(piece.length));
    double seconds = (System.nanoTime() - begin) / 1e9;
    source.rows(LIMIT_TIME.with("millis", "0"));
    return rows == 0 ? Optional.empty() : Optional.of(rows / rowsPerByte / seconds);
  }

  private static long ownBytes(TableFacts facts) {
    return facts.heapBytes() + facts.toastBytes();
  }

  private static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double number = bytes;
    int unit = 0;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, number < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", number, units[unit]);
  }

  private static String time(Duration duration) {
    return duration.toHours() > 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toMinutes() > 0
            ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
            : duration.toSeconds() + " s";
  }
}
