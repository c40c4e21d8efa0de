package org.jlondiste.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.model.Event;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch in a thread of its own, a few portions ahead of the one who uses them. Memory is
 * bounded by the portions, whatever the size of the batch.
 *
 * <p>While it is open, nobody else may use the session.
 *
 * @param <T> what a portion of events is made into, in the reading thread
 */
public final class ReadAhead<T> implements AutoCloseable {
  private static final int PORTIONS_AHEAD = 2;
  private static final int FETCH_SIZE = 2_000;

  private final Session session;
  private final Subscription subscription;
  private final Batch batch;
  private final String filter;
  private final Portion portion;
  private final Order order;
  private final Function<List<Event>, T> transform;
  private final BlockingQueue<Item<T>> items;
  private final Thread thread;
  private volatile boolean closed;
  private boolean ended;

  // told by the reading thread before it hands the end over
  private long busyNanos;
  private long handingNanos;
  private long charactersRead;

  /**
   * How much is read at a time.
   *
   * @param events at most this many, or as many for each 100 tables that they concern: what is done
   *     once for each table of a portion is to pay
   * @param characters a portion ends with the event that exceeds this
   * @param largest rows of more bytes are not read, only told of
   */
  public record Portion(int events, long characters, long largest) {
    /** A row takes up to so many times its size while it is read, decoded and written. */
    private static final int TIMES = 8;

    private static final int TABLES = 100;

    /** Rows as large as this process can take in. */
    public Portion(int events, long characters) {
      this(
          events,
          characters,
          Long.getLong("jlondiste.largest.row", Runtime.getRuntime().maxMemory() / TIMES));
    }

    /** Whether so much is enough. */
    boolean isFull(int read, int tables, long charactersRead) {
      return charactersRead >= characters
          || (read >= events && read >= (long) events * tables / TABLES);
    }

    /** One row at a time, of this size at most. */
    public Portion oneByOne(long atMost) {
      return new Portion(1, 1, Math.min(largest, atMost));
    }
  }

  /** How the events of a batch are read; they are always handed on by id. */
  public enum Order {
    /** The server sorts all before it hands on the first. */
    SORTED,
    /** As they are stored; then {@link #next} may find them {@link OutOfOrder}. */
    AS_STORED
  }

  private record Item<T>(@Nullable T content, @Nullable Throwable failure) {}

  /**
   * Begins to read, sorted by the server.
   *
   * @param filter as in {@link Subscription#events}
   */
  public ReadAhead(
      Session session,
      Subscription subscription,
      Batch batch,
      String filter,
      Portion portion,
      Function<List<Event>, T> transform) {
    this(session, subscription, batch, filter, portion, Order.SORTED, transform);
  }

  /**
   * Begins to read.
   *
   * @param filter as in {@link Subscription#events}
   */
  public ReadAhead(
      Session session,
      Subscription subscription,
      Batch batch,
      String filter,
      Portion portion,
      Order order,
      Function<List<Event>, T> transform) {
    this.session = session;
    this.subscription = subscription;
    this.batch = batch;
    this.filter = filter;
    this.portion = portion;
    this.order = order;
    this.transform = transform;
    this.items = new ArrayBlockingQueue<>(portion.events() == 1 ? 1 : PORTIONS_AHEAD);
    this.thread = new Thread(this::read, "read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The next portion; none at the end of the batch.
   *
   * @throws OutOfOrder if portions before this one held events that should have come behind others
   */
  public Optional<T> next() {
    try {
      Item<T> item = items.take();
      ended = item.content() == null;
      if (item.failure() instanceof RuntimeException failure) {
        throw failure;
      }
      if (item.failure() instanceof Error failure) {
        throw failure;
      }
      return Optional.ofNullable(item.content());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptionError("interrupted while reading " + batch, "");
    }
  }

  /** Stops reading and waits until the session is free again. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    // a cancel of what is over already would hit the session's next statement
    if (!ended && thread.isAlive()) {
      items.clear();
      session.cancel();
    }
    while (thread.isAlive()) {
      items.clear();
      try {
        thread.join(20);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long the thread was at work, not counting what it waited for its reader; at the end. */
  public long busyNanos() {
    return busyNanos;
  }

  /** How many characters of rows were read; at the end. */
  public long characters() {
    return charactersRead;
  }

  private void read() {
    long start = System.nanoTime();
    Item<T> end = new Item<>(null, null);
    try {
      session.transactionally(
          () -> {
            Filling filling = new Filling();
            if (order == Order.AS_STORED) {
              NearlySorted sorted = new NearlySorted(portion.characters(), filling::add);
              subscription.eventsAsStored(
                  batch, FETCH_SIZE, filter, portion.largest(), sorted::add);
              sorted.end();
            } else {
              subscription.events(batch, FETCH_SIZE, filter, portion.largest(), filling::add);
            }
            filling.handOn();
          });
    } catch (RuntimeException | Error e) {
      end = new Item<>(null, e);
    }
    busyNanos = System.nanoTime() - start - handingNanos;
    hand(end);
  }

  private void hand(Item<T> item) {
    long start = System.nanoTime();
    try {
      while (!closed && !items.offer(item, 50, TimeUnit.MILLISECONDS)) {
        // until there is room
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    handingNanos += System.nanoTime() - start;
  }

  private final class Filling {
    private final Set<String> tables = new HashSet<>();
    private List<Event> events = new ArrayList<>();
    private @Nullable String latestTable;
    private long characters;

    void add(Event event) {
      if (closed) {
        throw new CancellationException("nobody wants the rest");
      }
      events.add(event);
      String data = event.data();
      String extra = event.extra2();
      long length = data == null ? 0 : data.length();
      charactersRead += length;
      characters += length + (extra == null ? 0 : extra.length()) + 200L;
      String table = event.extra1();
      if (table != null && !table.equals(latestTable)) {
        latestTable = table;
        tables.add(table);
      }
      if (portion.isFull(events.size(), tables.size(), characters)) {
        handOn();
      }
    }

    void handOn() {
      if (!events.isEmpty()) {
        hand(new Item<>(transform.apply(events), null));
        events = new ArrayList<>();
        tables.clear();
        latestTable = null;
        characters = 0;
      }
    }
  }
}
