package org.jlondiste.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.support.Database;
import org.jspecify.annotations.Nullable;

/** The application: a web shop that takes orders all day, some hundred transactions a second. */
final class Shop implements AutoCloseable {
  private static final long PAUSE = Duration.ofMillis(4).toNanos();
  private static final long KNOWN_CUSTOMERS = 10_000;

  private final Random random = new Random();
  private final AtomicLong transactions = new AtomicLong();
  private final Thread thread;
  private final Database database;
  private volatile boolean closing;
  private volatile long firstCommit;
  private volatile long lastCommit;
  private volatile @Nullable SQLException failure;

  private Shop(Database database) {
    this.database = database;
    this.thread = new Thread(this::work, "shop");
  }

  /** Opens for business. */
  static Shop on(Database database) {
    Shop shop = new Shop(database);
    shop.thread.setDaemon(true);
    shop.thread.start();
    return shop;
  }

  long transactions() {
    return transactions.get();
  }

  /** {@link System#nanoTime} of its first commit, 0 before that. */
  long firstCommit() {
    return firstCommit;
  }

  /** {@link System#nanoTime} of its last commit. */
  long lastCommit() {
    return lastCommit;
  }

  /** What the database refused, if it did: then the shop has closed. */
  @Nullable SQLException failure() {
    return failure;
  }

  @Override
  public void close() {
    shut();
  }

  /** Closes after the transaction under way. */
  void shut() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      while (!closing) {
        oneTransaction(connection);
        connection.commit();
        lastCommit = System.nanoTime();
        if (firstCommit == 0) {
          firstCommit = lastCommit;
        }
        transactions.incrementAndGet();
        LockSupport.parkNanos(PAUSE);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  private void oneTransaction(Connection connection) throws SQLException {
    int kind = random.nextInt(100);
    if (kind < 30) {
      order(connection);
    } else if (kind < 50) {
      pay(connection);
    } else if (kind < 60) {
      ship(connection);
    } else if (kind < 65) {
      cancel(connection);
    } else if (kind < 70) {
      signUp(connection);
    } else if (kind < 80) {
      changeSettings(connection);
    } else if (kind < 98) {
      view(connection);
    } else {
      tidyViews(connection);
    }
  }

  private void order(Connection connection) throws SQLException {
    run(
        connection,
        "insert into orders (customer_id, shipping_address, note)"
            + " values (?, '{\"street\": \"New Rd\", \"zip\": null}', ?)",
        customer(),
        random.nextBoolean() ? "leave it \\ at the door" : "");
    run(
        connection,
        "insert into order_items select currval('orders_id_seq'), l, 'SKU-' || (1 + (? + l) % 500),"
            + " 1, 9.99 from generate_series(1, ?) l",
        random.nextInt(500),
        1 + random.nextInt(4));
    run(
        connection,
        "update stock set on_hand = on_hand - 1 where warehouse = 1 and sku = ?",
        "SKU-" + (1 + random.nextInt(500)));
  }

  private void pay(Connection connection) throws SQLException {
    run(
        connection,
        "insert into payments select ?, id, 9.99 from orders where state = 'new'"
            + " order by id desc limit 1",
        new UUID(random.nextLong(), random.nextLong()));
    run(
        connection,
        "update orders set state = 'paid' where id ="
            + " (select id from orders where state = 'new' order by id desc limit 1)");
  }

  private void ship(Connection connection) throws SQLException {
    run(
        connection,
        "update orders set state = 'shipped', note = note || ' shipped' where id in"
            + " (select id from orders where state = 'paid' order by id desc limit 3)");
  }

  private void cancel(Connection connection) throws SQLException {
    run(
        connection,
        "delete from orders where id ="
            + " (select id from orders where state = 'cancelled' order by id limit 1)");
  }

  private void signUp(Connection connection) throws SQLException {
    run(
        connection,
        "insert into customers (email, name, tags) values (?, 'New Näme', array[?, null])",
        new UUID(random.nextLong(), random.nextLong()) + "@example.org",
        "since \"today\"");
  }

  private void changeSettings(Connection connection) throws SQLException {
    run(
        connection,
        "update customers set settings = jsonb_set(settings, '{score}', to_jsonb(?::float8))"
            + " where id = ?",
        random.nextDouble(),
        customer());
  }

  private void view(Connection connection) throws SQLException {
    run(
        connection,
        "insert into page_views (path, customer_id, millis) values (?, ?, ?)",
        "/p/" + random.nextInt(50),
        customer(),
        random.nextFloat() * 100);
  }

  private void tidyViews(Connection connection) throws SQLException {
    run(
        connection,
        "delete from page_views where ctid = any (array(select ctid from page_views limit 3))");
  }

  private long customer() {
    return 1 + random.nextLong(KNOWN_CUSTOMERS);
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      List<Object> list = List.of(values);
      for (int i = 0; i < list.size(); i++) {
        statement.setObject(i + 1, list.get(i));
      }
      statement.executeUpdate();
    }
  }
}
