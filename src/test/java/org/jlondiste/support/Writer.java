package org.jlondiste.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An application that goes on writing in the background until it is told to stop. */
public final class Writer implements AutoCloseable {
  private static final Duration BREATH = Duration.ofMillis(5);

  private final Database database;
  private final List<String> statements;
  private final AtomicLong transactions = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean survivesOutages;
  private volatile boolean unhurried;
  private volatile @Nullable SQLException failure;

  private Writer(Database database, List<String> statements) {
    this.database = database;
    this.statements = statements;
    this.thread = new Thread(this::write, "writer to " + database.name());
    thread.setDaemon(true);
  }

  static Writer start(Database database, List<String> statements) {
    Writer writer = new Writer(database, statements);
    writer.thread.start();
    return writer;
  }

  /** From now on a lost connection is no failure: the writer connects again and goes on. */
  public Writer survivingOutages() {
    survivesOutages = true;
    return this;
  }

  /** From now on it takes a breath after each transaction, as most applications do. */
  public Writer unhurried() {
    unhurried = true;
    return this;
  }

  /** How many transactions it has committed. */
  public long transactions() {
    return transactions.get();
  }

  /** Waits until it has committed this many more. */
  public Writer awaitMore(long count) {
    long goal = transactions() + count;
    Await.until(
        count + " more transactions are written",
        () -> {
          throwFailure();
          return transactions() >= goal;
        });
    return this;
  }

  /** Ends it after the transaction under way; fails if one of its statements was refused. */
  public void stop() {
    close();
    throwFailure();
  }

  /** Ends it, whatever happened to it. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Await.LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    long round = 1;
    int next = 0;
    while (!stopping) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        while (!stopping) {
          statement.execute(statements.get(next).replace(":n", Long.toString(round)));
          transactions.incrementAndGet();
          next = (next + 1) % statements.size();
          round += next == 0 ? 1 : 0;
          if (unhurried) {
            LockSupport.parkNanos(BREATH.toNanos());
          }
        }
      } catch (SQLException e) {
        if (!survivesOutages || !isOutage(e)) {
          failure = e;
          return;
        }
        // What was under way may or may not have been committed: leave it out.
        next = 0;
        round++;
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private void throwFailure() {
    SQLException cause = failure;
    if (cause != null) {
      throw new AssertionError("the writer failed: " + cause.getMessage(), cause);
    }
  }
}
