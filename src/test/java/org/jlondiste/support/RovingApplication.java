package org.jlondiste.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application that writes to whichever node takes its writes: refused by one, it tries the next.
 * It remembers what was confirmed to it, and on which node.
 */
public final class RovingApplication implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          "create sequence payment_id",
          "create table payments (id int primary key, amount int, note text)",
          "create table balances (id int primary key, total bigint)",
          "create table visits (id int, note text)");

  /** Its tables. */
  public static final List<String> TABLES = List.of("payments", "balances", "visits");

  private static final long BREATH_NANOS = 2_000_000;

  private final List<Database> places;
  private final List<Integer> confirmed = new ArrayList<>();
  private final List<Database> at = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopping;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger moves = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  private RovingApplication(Database... places) {
    this.places = List.of(places);
    this.thread = new Thread(this::live, "application");
    thread.setDaemon(true);
  }

  /** Starts to write, first to the first of these. */
  public static RovingApplication start(Database... places) {
    RovingApplication application = new RovingApplication(places);
    application.thread.start();
    return application;
  }

  /** Makes its tables, empty. */
  public static void createTables(Database database) {
    database.run(SCHEMA.toArray(String[]::new));
  }

  /** What its tables hold when it starts. */
  public static void prepare(Database database) {
    database.run("insert into balances select i, 0 from generate_series(0, 9) i");
  }

  public void awaitMore(int more) {
    int goal = count.get() + more;
    Await.until(
        more + " more payments are confirmed",
        () -> {
          throwFailure();
          return count.get() >= goal;
        });
  }

  /** How often it was refused and went to another node. */
  public int moves() {
    return moves.get();
  }

  public void stop() {
    close();
    throwFailure();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Await.LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails unless all that was confirmed is in a database, and all of it fits together. */
  public void assertAllIn(Database database) {
    Set<String> there = new HashSet<>(database.query("select id from payments"));
    assertThat(confirmed.stream().map(String::valueOf).filter(id -> !there.contains(id)).toList())
        .as("confirmed payments that %s lacks", database)
        .isEmpty();
    assertThat(database.count("select coalesce(sum(total), 0) from balances"))
        .isEqualTo(database.count("select coalesce(sum(amount), 0) from payments"));
  }

  /** The confirmed payments made on one node. */
  public long madeOn(Database database) {
    return at.stream().filter(database::equals).count();
  }

  private void live() {
    int place = 0;
    while (!stopping) {
      Database database = places.get(place);
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        while (!stopping) {
          pay(connection, statement, database);
          LockSupport.parkNanos(BREATH_NANOS);
        }
      } catch (SQLException e) {
        String message = String.valueOf(e.getMessage());
        String state = String.valueOf(e.getSQLState());
        if (message.contains("disallowed") || state.startsWith("08") || state.startsWith("57P")) {
          place = (place + 1) % places.size();
          moves.incrementAndGet();
          LockSupport.parkNanos(BREATH_NANOS);
        } else {
          failure = e;
          return;
        }
      }
    }
  }

  private void pay(Connection connection, Statement statement, Database database)
      throws SQLException {
    int id;
    try (var row = statement.executeQuery("select nextval('payment_id')")) {
      row.next();
      id = row.getInt(1);
    }
    statement.execute("insert into payments values (" + id + ", " + id % 100 + ", 'new')");
    statement.execute("update balances set total = total + " + id % 100 + " where id = " + id % 10);
    statement.execute("insert into visits values (" + id % 20 + ", 'visit')");
    if (id % 3 == 0) {
      statement.execute("delete from visits where id = " + (id + 7) % 20);
      statement.execute("update payments set note = 'paid' where id = " + (id - 2));
    }
    connection.commit();
    confirmed.add(id);
    at.add(database);
    count.incrementAndGet();
  }

  private void throwFailure() {
    Throwable cause = failure;
    if (cause != null) {
      throw new AssertionError("the application failed: " + cause.getMessage(), cause);
    }
  }
}
