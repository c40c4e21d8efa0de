package org.jlondiste.queue;

import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The ticks of one queue. */
public final class Ticks {
  /** Channel on which a tick is announced; the payload is the queue's name. */
  public static final String CHANNEL = "pgq_tick";

  private static final Sql FORCE = Sql.of(Ticks.class, "force_tick.sql");
  private static final Sql TICK = Sql.of(Ticks.class, "tick.sql");
  private static final Sql SEEING = Sql.of(Ticks.class, "tick_seeing.sql");
  private static final Sql EXTERNAL = Sql.of(Ticks.class, "external_tick.sql");
  private static final Sql DETAILS = Sql.of(Ticks.class, "tick_details.sql");
  private static final Sql LAST = Sql.of(Ticks.class, "last_tick.sql");
  private static final Sql FIRST_FROM = Sql.of(Ticks.class, "first_tick_from.sql");
  private static final Sql DISTANCE = Sql.of(Ticks.class, "tick_distance.sql");

  private final Session session;
  private final String queue;

  public Ticks(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /** Makes a tick if one is due. */
  public Optional<TickId> tickIfDue() {
    return session.row(TICK.with("queue", queue)).optionalBigint("tick").map(TickId::new);
  }

  /**
   * Makes a tick now, so that everything committed until now lies before it; on a queue whose ticks
   * come from elsewhere it does nothing.
   *
   * @return the last tick there is then
   */
  public TickId tickNow() {
    long before = session.row(LAST.with("queue", queue)).bigint("tick_id");
    session.row(FORCE.with("queue", queue));
    long after = session.row(LAST.with("queue", queue)).bigint("tick_id");
    if (after == before && !isExternal()) {
      tickIfDue();
      after = session.row(LAST.with("queue", queue)).bigint("tick_id");
    }
    return new TickId(after);
  }

  /**
   * Makes a tick now, and tells one before which lies everything that a snapshot sees; it may be
   * one that is still to come.
   *
   * @param snapshot a {@code txid_snapshot} of this database
   */
  public TickId tickSeeing(String snapshot) {
    TickId last = tickNow();
    return session
        .optionalRow(SEEING.with("queue", queue).with("snapshot", snapshot))
        .map(row -> new TickId(row.bigint("tick_id")))
        .orElseGet(() -> new TickId(last.value() + 1));
  }

  /** When a tick was made, in the server's text form, and the queue's count of events then. */
  public record Details(String time, long eventSequence) {}

  /** About a tick that the queue still has. */
  public Optional<Details> details(TickId tick) {
    return session
        .optionalRow(DETAILS.with("queue", queue).with("tick", tick.value()))
        .map(row -> new Details(row.text("tick_time"), row.bigint("tick_event_seq")));
  }

  /**
   * The way from one tick to a later one.
   *
   * @param last the tick at its end
   * @param seconds between the times of the two ticks
   */
  public record Distance(TickId last, double seconds) {}

  /**
   * The way from a tick to the last one there is that is not behind a limit; none if the queue does
   * not hold the first tick any more.
   */
  public Optional<Distance> distance(TickId from, TickId limit) {
    return session
        .optionalRow(
            DISTANCE.with("queue", queue).with("from", from.value()).with("until", limit.value()))
        .map(row -> new Distance(new TickId(row.bigint("tick_id")), row.real("seconds")));
  }

  /**
   * Makes the tick that another node made, with its number and time, behind the events that were
   * written in the transaction under way.
   *
   * @param highestEvent the highest id among those events; 0 if it is not known
   */
  public void repeat(TickId tick, Details details, long highestEvent) {
    session.row(
        EXTERNAL
            .with("queue", queue)
            .with("tick", tick.value())
            .with("time", details.time())
            .with("sequence", details.eventSequence())
            .with("highest", highestEvent));
  }

  /**
   * The first tick that is not before another; none if there is none yet. There need not be a tick
   * of every number.
   */
  public Optional<TickId> firstFrom(TickId from) {
    return session
        .optionalRow(FIRST_FROM.with("queue", queue).with("from", from.value()))
        .map(row -> new TickId(row.bigint("tick_id")));
  }

  public TickId last() {
    return new TickId(session.row(LAST.with("queue", queue)).bigint("tick_id"));
  }

  /** Listens for {@link #CHANNEL} on this session. */
  public void listen() {
    session.execute("listen " + CHANNEL);
  }

  private boolean isExternal() {
    Row row = session.row(LAST.with("queue", queue));
    return row.bool("external");
  }
}
