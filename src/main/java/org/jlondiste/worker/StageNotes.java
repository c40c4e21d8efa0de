package org.jlondiste.worker;

import java.time.Duration;
import java.util.Map;
import org.jlondiste.copy.StageTimes;
import org.jlondiste.copy.StageTimes.Amount;
import org.jlondiste.copy.StageTimes.Work;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the node's database where the time of its work goes, for {@code status}: now and then
 * while rows are written, never while nothing is. That it cannot be noted hinders nothing. For one
 * thread.
 */
final class StageNotes {
  private static final Logger LOG = LoggerFactory.getLogger(StageNotes.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final TableName NOTED = new TableName("jlondiste", "stages");
  private static final Sql FORGET = Sql.of(StageNotes.class, "forget_stages.sql");
  private static final Sql NOTE = Sql.of(StageNotes.class, "note_stages.sql");

  private final String queue;
  private final StageTimes times;
  private final Duration period;
  private final long began = System.nanoTime();
  private Map<Work, Amount> noted = Map.of();
  private long notedAt = began;
  private long triedAt = began;

  StageNotes(String queue, StageTimes times) {
    this(queue, times, PERIOD);
  }

  /**
   * @param period from one note to the next, at least
   */
  StageNotes(String queue, StageTimes times, Duration period) {
    this.queue = queue;
    this.times = times;
    this.period = period;
  }

  /** Notes what is new if it is time. */
  void noteIfDue(Session session) {
    if (System.nanoTime() - triedAt >= period.toNanos()) {
      note(session);
    }
  }

  /** Notes what is new, if anything is. */
  void note(Session session) {
    Map<Work, Amount> sums = times.sums();
    if (rows(sums) == rows(noted)) {
      return;
    }
    triedAt = System.nanoTime();
    try {
      if (Relations.exist(session, NOTED)) {
        session.transactionally(() -> write(session, sums));
        noted = sums;
        notedAt = triedAt;
      }
    } catch (UserError e) {
      LOG.debug("cannot note where the time goes: {}", e.problem());
    }
  }

  private static long rows(Map<Work, Amount> amounts) {
    return amounts.values().stream().mapToLong(Amount::rows).sum();
  }

  private void write(Session session, Map<Work, Amount> sums) {
    // nobody relies on it
    session.execute("set local synchronous_commit = off");
    session.update(FORGET.with("queue", queue));
    sums.forEach(
        (work, sum) -> {
          write(session, work, "total", began, sum);
          write(session, work, "last", notedAt, sum.since(noted.getOrDefault(work, Amount.NONE)));
        });
  }

  private void write(Session session, Work work, String span, long since, Amount amount) {
    session.update(
        NOTE.with("queue", queue)
            .with("work", work.word())
            .with("span", span)
            .with("seconds", seconds(triedAt - since))
            .with("parts", amount.parts())
            .with("events", amount.events())
            .with("rows", amount.rows())
            .with("bytes", amount.bytes())
            .with("wait", seconds(amount.waited()))
            .with("read", seconds(amount.read()))
            .with("decode", seconds(amount.decoded()))
            .with("apply", seconds(amount.applied()))
            .with("commit", seconds(amount.committed())));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
