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
import java.util.stream.IntStream;
import org.jlondiste.support.Database;

/**
 * The tables that most figures are about, and how they are written to: one, or many of which each
 * has a foreign key to the one before and two more indexes.
 *
 * @param tables in an order in which they can be filled
 */
record Orders(List<String> tables) {
  private static final int CLIENTS = 2;

  Orders {
    tables = List.copyOf(tables);
  }

  static Orders of(int tables) {
    return new Orders(
        tables == 1
            ? List.of("ord")
            : IntStream.rangeClosed(1, tables).mapToObj(number -> "ord_" + number).toList());
  }

  /** Creates the tables, empty. */
  void create(Database database) {
    List<String> statements = new ArrayList<>();
    String before = null;
    for (String table : tables) {
      statements.add(
          "create table "
              + table
              + " (id bigserial primary key, customer int, status text, amount numeric(12,2),"
              + " note text, tags text[], doc jsonb, created timestamptz default now(),"
              + " updated timestamptz default now(), parent bigint"
              + (before == null ? "" : " references " + before)
              + ")");
      if (tables.size() > 1) {
        statements.add("create index on " + table + " (customer)");
        statements.add("create index on " + table + " (status, updated)");
      }
      before = table;
    }
    // by the hundred, for a transaction can hold only so many locks
    for (int from = 0; from < statements.size(); from += 100) {
      List<String> part = statements.subList(from, Math.min(statements.size(), from + 100));
      database.runTogether(part.toArray(String[]::new));
    }
  }

  private int share(int rows) {
    return rows / tables.size();
  }

  /** Inserts rows, in one statement a table. */
  List<String> insert(int rows) {
    return tables.stream()
        .map(
            table ->
                """
                insert into %1$s (customer, status, amount, note, tags, doc, parent)
                select i %% 1000, 'new', i * 1.25, 'some note with text & stuff ' || i,
                  array['a', 'b'], jsonb_build_object('k', i, 'v', 'x'),
                  case when i / 10 * 10 + 5 <= %2$d then i / 10 * 10 + 5 end
                from generate_series(1, %2$d) i\
                """
                    .formatted(table, share(rows)))
        .toList();
  }

  /** Updates a third of the rows that were inserted and deletes a tenth, in bulk. */
  List<String> change() {
    List<String> statements = new ArrayList<>();
    for (String table : tables) {
      statements.add("update " + table + " set status = 'sent', updated = now() where id % 3 = 0");
      // nobody refers to these
      statements.add("delete from " + table + " where id % 10 = 1");
    }
    return statements;
  }

  /** How many rows both change. */
  long changes(int rows) {
    long share = share(rows);
    return tables.size() * (share + share / 3 + (share + 9) / 10);
  }

  /** The rows and what is in them, as one text. */
  String summary(Database database) {
    List<String> sums =
        tables.stream()
            .map(
                table ->
                    "select count(*) n, coalesce(sum(hashtextextended(t::text, 0)), 0) h from "
                        + table
                        + " t")
            .toList();
    StringBuilder all = new StringBuilder();
    for (int from = 0; from < sums.size(); from += 50) {
      all.append(
              database.value(
                  "select sum(n) || ' ' || sum(h) from ("
                      + String.join(
                          " union all ", sums.subList(from, Math.min(sums.size(), from + 50)))
                      + ") s"))
          .append('\n');
    }
    return all.toString();
  }

  /** Fails unless the tables are the same in both. */
  void requireSame(String system, Database source, Database target) {
    String expected = summary(source);
    String actual = summary(target);
    if (!expected.equals(actual)) {
      throw new IllegalStateException(
          system + ": the target differs: " + actual + " instead of " + expected);
    }
  }

  /**
   * Two clients commit transactions of one update and one insert each, for as long as they should
   * go on; they do not wait for the disk.
   *
   * @param rows how many have been inserted; updates choose among them
   * @return how many they committed
   */
  long write(Database database, int rows, long most, BooleanSupplier goOn)
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

  private long client(Database database, int rows, long most, int seed, BooleanSupplier goOn)
      throws SQLException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Connection connection = database.connect()) {
      connection.createStatement().execute("set synchronous_commit = off");
      connection.setAutoCommit(false);
      List<PreparedStatement> updates = new ArrayList<>();
      List<PreparedStatement> inserts = new ArrayList<>();
      for (String table : tables) {
        updates.add(
            connection.prepareStatement(
                "update " + table + " set status = ?, updated = now() where id = ?"));
        inserts.add(
            connection.prepareStatement(
                "insert into "
                    + table
                    + " (customer, status, amount, note) values (?, 'new', 12.5, ?)"));
      }
      long committed = 0;
      while (committed < most && goOn.getAsBoolean()) {
        // two clients meet in a row now and then, but never the other way round in a second one
        int chosen = random.nextInt(tables.size());
        PreparedStatement update = updates.get(chosen);
        update.setString(1, "paid " + committed);
        update.setLong(2, 1 + random.nextLong(Math.max(1, share(rows))));
        update.executeUpdate();
        PreparedStatement insert = inserts.get(chosen);
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
