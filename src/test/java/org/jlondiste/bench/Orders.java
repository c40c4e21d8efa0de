package org.jlondiste.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jlondiste.support.Database;

/** The table that most figures are about, and how it is written to. */
final class Orders {
  static final String TABLE =
      """
      create table ord (id bigserial primary key, customer int, status text, amount numeric(12,2),
        note text, tags text[], doc jsonb, created timestamptz default now(),
        updated timestamptz default now())""";

  private static final int CLIENTS = 2;

  private Orders() {}

  /** Inserts rows with one statement. */
  static String insert(int rows) {
    return """
        insert into ord (customer, status, amount, note, tags, doc)
        select i %% 1000, 'new', i * 1.25, 'some note with text & stuff ' || i, array['a', 'b'],
          jsonb_build_object('k', i, 'v', 'x')
        from generate_series(1, %d) i"""
        .formatted(rows);
  }

  /** The rows and what is in them, as one text. */
  static String summary(Database database) {
    return database.value(
        "select count(*) || ' ' || coalesce(sum(hashtextextended(o::text, 0)), 0) from ord o");
  }

  /**
   * Two clients commit transactions of one update and one insert each, for as long as they should
   * go on; they do not wait for the disk.
   *
   * @param rows the ids that updates choose from
   * @return how many they committed
   */
  static long write(Database database, int rows, long most, BooleanSupplier goOn)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int seed = client;
        running.add(clients.submit(() -> client(database, rows, most / CLIENTS, seed, goOn)));
      }
      long committed = 0;
      for (Future<Long> one : running) {
        committed += one.get();
      }
      return committed;
    } finally {
      clients.shutdownNow();
    }
  }

  private static long client(Database database, int rows, long most, int seed, BooleanSupplier goOn)
      throws SQLException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Connection connection = database.connect()) {
      connection.createStatement().execute("set synchronous_commit = off");
      connection.setAutoCommit(false);
      try (PreparedStatement update =
              connection.prepareStatement(
                  "update ord set status = ?, updated = now() where id = ?");
          PreparedStatement insert =
              connection.prepareStatement(
                  "insert into ord (customer, status, amount, note) values (?, 'new', 12.5, ?)")) {
        long committed = 0;
        while (committed < most && goOn.getAsBoolean()) {
          update.setString(1, "paid " + committed);
          update.setLong(2, 1 + random.nextLong(rows));
          update.executeUpdate();
          insert.setInt(1, random.nextInt(1000));
          insert.setString(2, "a note of client " + seed);
          insert.executeUpdate();
          connection.commit();
          committed++;
        }
        return committed;
      }
    }
  }
}
