package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Sql;

/**
 * Where the time of a node's work went, as its worker noted it. Of batches and of what copies catch
 * up with, waiting, applying and committing follow each other, while another thread reads and
 * decodes; where rows are copied all follow each other, in as many threads as copy.
 *
 * @param work {@code batches}, {@code catching-up} or {@code copying}
 * @param span {@code total} since the worker began, {@code last} since it noted before
 * @param seconds how long that is
 * @param age seconds since it was noted
 * @param parts batches, or pieces of tables
 * @param events that were read
 * @param rows that were written
 * @param bytes of rows that were read
 * @param waited seconds, as all that follow
 */
public record StageReport(
    String work,
    String span,
    double seconds,
    double age,
    long parts,
    long events,
    long rows,
    long bytes,
    double waited,
    double read,
    double decoded,
    double applied,
    double committed) {
  private static final Sql STAGES = Sql.of(StageReport.class, "stages.sql");

  /** True if it tells of the time since the last note but one. */
  public boolean isLast() {
    return span.equals("last");
  }

  /** What a node's worker has noted. */
  static Question<List<StageReport>> of(String queue) {
    return new Question<>(
        STAGES.with("queue", queue),
        rows ->
            rows.stream()
                .map(
                    row ->
                        new StageReport(
                            row.text("work"),
                            row.text("span"),
                            row.real("seconds"),
                            row.real("age"),
                            row.bigint("parts"),
                            row.bigint("events"),
                            row.bigint("row_count"),
                            row.bigint("bytes"),
                            row.real("wait_seconds"),
                            row.real("read_seconds"),
                            row.real("decode_seconds"),
                            row.real("apply_seconds"),
                            row.real("commit_seconds")))
                .toList());
  }
}
