package org.jlondiste.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jlondiste.model.Event;
import org.jlondiste.model.InvalidBytes;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Cells;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jspecify.annotations.Nullable;

/** One consumer of one queue. */
public final class Subscription {
  private static final Sql NEXT_BATCH = Sql.of(Subscription.class, "next_batch.sql");
  private static final Sql BACKLOG = Sql.of(Subscription.class, "next_batch_of_backlog.sql");
  private static final Sql BATCH_SQL = Sql.of(Subscription.class, "batch_event_sql.sql");
  private static final Sql FINISH = Sql.of(Subscription.class, "finish_batch.sql");
  private static final Sql REGISTER = Sql.of(Subscription.class, "register_consumer.sql");
  private static final Sql REGISTER_AT = Sql.of(Subscription.class, "register_consumer_at.sql");
  private static final Sql UNREGISTER = Sql.of(Subscription.class, "unregister_consumer.sql");
  private static final Sql POSITION = Sql.of(Subscription.class, "position.sql");

  /** Instructions to nodes are read as text, changes of rows as bytes. */
  private static final String DATA_IN_BYTES = Sql.text(Subscription.class, "data_in_bytes.sql");

  private static final String DATA_IN_TEXT = Sql.text(Subscription.class, "data_in_text.sql");

  private static final String BY_ID = " order by 1";

  /** The end of the query of a batch's events. */
  private static final Pattern SORTING = Pattern.compile("\\s+order\\s+by\\s+1\\s*\\)$");

  /** So many can be in memory at once, unless rows turned out to be very wide. */
  private static final int FEW_EVENTS = 500;

  private final Session session;
  private final String queue;
  private final String consumer;

  public Subscription(Session session, String queue, String consumer) {
    this.session = session;
    this.queue = queue;
    this.consumer = consumer;
  }

  /** Name of the queue. */
  public String queue() {
    return queue;
  }

  /**
   * What a batch has to be like.
   *
   * @param events it holds so many at least; 0 for the very next tick
   * @param span it spans so much time at least
   * @param lag its last tick is so old at least
   */
  public record Wish(long events, Optional<Duration> span, Optional<Duration> lag) {
    /** The batch up to the very next tick. */
    public static final Wish NEXT_TICK = new Wish(0, Optional.empty(), Optional.empty());
  }

  /** The batch up to the very next tick; none if there is no further tick. */
  public Optional<Batch> nextBatch() {
    return nextBatch(Wish.NEXT_TICK);
  }

  /** A batch over as many ticks as a wish takes; none while that cannot be had. */
  public Optional<Batch> nextBatch(Wish wish) {
    Row row =
        session.row(
            NEXT_BATCH
                .with("queue", queue)
                .with("consumer", consumer)
                .with("min_count", wish.events() == 0 ? null : wish.events())
                .with("min_interval", wish.span().map(Subscription::seconds).orElse(null))
                .with("min_lag", wish.lag().map(Subscription::seconds).orElse(null)));
    return batch(row);
  }

  /**
   * The next batch of one who is behind: over many ticks at once, as far as they can be had so.
   *
   * @param from the tick at which the consumer is
   * @param events a batch of so many is large enough
   */
  public Optional<Batch> nextBatchOfBacklog(TickId from, long events) {
    Row row =
        session.row(
            BACKLOG
                .with("queue", queue)
                .with("consumer", consumer)
                .with("from", from.value())
                .with("min_count", events));
    // the queue may not find so wide a batch, by clocks that were set
    return batch(row).or(this::nextBatch);
  }

  private static Optional<Batch> batch(Row row) {
    return row.optionalBigint("batch_id")
        .map(
            id ->
                new Batch(
                    id,
                    new TickId(row.bigint("prev_tick_id")),
                    new TickId(row.bigint("cur_tick_id")),
                    row.text("cur_tick_time"),
                    row.bigint("event_count"),
                    row.bigint("event_sequence"),
                    row.real("age")));
  }

  /**
   * A batch over many ticks at once that does not go beyond a limit; none while there is no tick
   * that far. A batch that is open already is given again only if it does not, either.
   *
   * @param from the tick at which the consumer is
   * @param limit the tick that must not be passed over
   * @param events a batch of so many is large enough
   */
  public Optional<Batch> nextBatchUpTo(TickId from, TickId limit, long events) {
    Optional<Ticks.Distance> way = new Ticks(session, queue).distance(from, limit);
    if (way.isPresent() && !from.isBefore(way.get().last())) {
      return Optional.empty();
    }
    if (way.isPresent() && way.get().last().value() > from.value() + 1) {
      // a queue that reaches further ends the batch after half the way, and one that does not has
      // no tick behind the limit; only a clock that was set can mislead it
      Duration half = Duration.ofNanos((long) (way.get().seconds() * 1e9 / 2));
      if (!half.isZero() && !half.isNegative()) {
        Optional<Batch> wide =
            nextBatch(new Wish(events, Optional.of(half), Optional.empty()))
                .filter(batch -> isWithin(batch, from, limit));
        if (wide.isPresent()) {
          return wide;
        }
      }
    }
    return nextBatch().filter(batch -> isWithin(batch, from, limit));
  }

  private boolean isWithin(Batch batch, TickId from, TickId limit) {
    if (!limit.isBefore(batch.tick())) {
      return true;
    }
    registerAt(from);
    return false;
  }

  /**
   * Hands on the events of a batch in the order in which they were written. Needs a transaction.
   * From a database whose encoding is not UTF8 the data of row events comes in bytes, as {@link
   * org.jlondiste.model.EventText} tells.
   *
   * @param fetchSize events fetched at a time
   * @param filter an SQL condition over {@code ev_type} and {@code ev_extra1}; empty for all events
   * @param largest rows of more bytes are left on the server; their events have no data, and say so
   *     in {@code ev_extra4}
   */
  public void events(
      Batch batch, int fetchSize, String filter, long largest, Consumer<Event> consumer) {
    Sql sql = Sql.composed(about(batch), query(events(batch), filter, largest) + BY_ID);
    read(sql.bound(), fetchSize, consumer);
  }

  /**
   * The same without a certain order: the server needs not sort the batch before it answers. Who
   * asks sorts them.
   */
  void eventsAsStored(
      Batch batch, int fetchSize, String filter, long largest, Consumer<Event> consumer) {
    String unsorted = SORTING.matcher(events(batch)).replaceFirst(")");
    Sql sql = Sql.composed(about(batch), query(unsorted, filter, largest));
    read(sql.bound(), fetchSize, consumer);
  }

  private String events(Batch batch) {
    return "(" + session.row(BATCH_SQL.with("batch", batch.id())).text("batch_event_sql") + ")";
  }

  private static String about(Batch batch) {
    return "events of batch " + batch.id();
  }

  /** Whether {@link #fewEvents} seems to suit a batch. */
  public boolean hasFewEvents(Batch batch) {
    return batch.eventCount() >= 0
        && batch.eventCount() <= FEW_EVENTS
        && Session.canFetch(FEW_EVENTS);
  }

  /**
   * The events of a small batch, in the order in which they were written: quicker than {@link
   * #events}, all in memory, and needs no transaction.
   *
   * @param filter as in {@link #events}
   * @param largest as in {@link #events}
   * @return none if they are not few: where ids come from a sequence, those of a transaction that
   *     was open for long were counted for earlier batches
   */
  public Optional<List<Event>> fewEvents(Batch batch, String filter, long largest) {
    List<Event> events = new ArrayList<>();
    Sql sql =
        Sql.composed(
            "events of a batch",
            query("pgq.get_batch_events(:batch)", filter, largest)
                + BY_ID
                + " limit "
                + (FEW_EVENTS + 1));
    read(sql.with("batch", batch.id()), FEW_EVENTS, events::add);
    return events.size() > FEW_EVENTS ? Optional.empty() : Optional.of(events);
  }

  private String query(String events, String filter, long largest) {
    return (TextPassage.isInBytes(session) ? DATA_IN_BYTES : DATA_IN_TEXT)
            .replace(":largest", String.valueOf(largest))
        + events
        + " as e"
        + (filter.isEmpty() ? "" : " where " + filter);
  }

  private void read(BoundSql query, int fetchSize, Consumer<Event> consumer) {
    boolean inBytes = TextPassage.isInBytes(session);
    Events made = new Events();
    session.scan(
        query,
        fetchSize,
        cells -> consumer.accept(made.event(cells, inBytes ? bytesOrText(cells) : text(cells))));
  }

  private static @Nullable String bytesOrText(Cells cells) {
    String bytes = cells.nullableByteText(11);
    return bytes == null ? cells.nullableText(6) : bytes;
  }

  /** The driver puts U+FFFD for bytes that are no UTF-8; old servers may have such. */
  private static @Nullable String text(Cells cells) {
    String text = cells.nullableText(6);
    byte[] bytes = text == null || text.indexOf('\uFFFD') < 0 ? null : cells.nullableBytes(6);
    return bytes == null ? text : InvalidBytes.marked(bytes);
  }

  /** Gives a batch back as done; the next one begins where it ended. */
  public void finish(Batch batch) {
    session.row(FINISH.with("batch", batch.id()));
  }

  /** Begins to read at the last tick; an existing registration stays where it is. */
  public void register() {
    session.row(REGISTER.with("queue", queue).with("consumer", consumer));
  }

  /** Begins to read at a tick, or moves there. */
  public void registerAt(TickId tick) {
    session.row(
        REGISTER_AT.with("queue", queue).with("consumer", consumer).with("tick", tick.value()));
  }

  public void unregister() {
    session.row(UNREGISTER.with("queue", queue).with("consumer", consumer));
  }

  /** The tick up to which the consumer has finished; none if it is not registered. */
  public Optional<TickId> position() {
    return session
        .optionalRow(POSITION.with("queue", queue).with("consumer", consumer))
        .map(row -> new TickId(row.bigint("last_tick")));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Makes events of rows. The same few words come again and again, and are kept only once. */
  private static final class Events {
    private final Repeated type = new Repeated(5);
    private final Repeated extra1 = new Repeated(7);
    private final Repeated extra2 = new Repeated(8);
    private final Repeated extra3 = new Repeated(9);
    private final Repeated extra4 = new Repeated(10);

    Event event(Cells cells, @Nullable String data) {
      String retry = cells.nullableText(4);
      return new Event(
          cells.bigint(1),
          cells.text(2),
          cells.bigint(3),
          retry == null ? null : Integer.valueOf(retry),
          Objects.requireNonNull(type.in(cells)),
          data,
          extra1.in(cells),
          extra2.in(cells),
          extra3.in(cells),
          extra4.in(cells));
    }
  }

  /** A column whose value is often the one of the row before. */
  private static final class Repeated {
    private final int position;
    private byte @Nullable [] bytes;
    private @Nullable String text;

    Repeated(int position) {
      this.position = position;
    }

    @Nullable String in(Cells cells) {
      byte[] found = cells.nullableBytes(position);
      if (found == null) {
        return null;
      }
      if (bytes == null || !Arrays.equals(found, bytes)) {
        text = cells.text(position);
        bytes = found;
      }
      return text;
    }
  }
}
