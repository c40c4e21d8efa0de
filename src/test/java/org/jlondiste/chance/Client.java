package org.jlondiste.chance;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jlondiste.support.Database;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** An application's connection on which random statements are run. For one thread at a time. */
final class Client implements AutoCloseable {
  private static final AtomicLong PREPARED = new AtomicLong();

  /** Errors that random statements deserve. */
  private static final Set<String> DESERVED =
      Set.of(
          "40001", // serialization
          "40P01", // deadlock
          "57014", // waited too long for a lock
          "55P03", // the same
          "23502", "23503", "23505", "23514", // constraints
          "22003", // number out of range
          "21000", // a row is to be changed twice
          "27000", // a trigger changed the row that is to be changed
          "54001", // triggers that call each other without end
          "55006", // truncated while it is used
          "0A000", // a table that others refer to is truncated, and what a version cannot do
          "25006", // read only
          "42702", // a column that is called like a trigger's record
          "42P10", // no index for ON CONFLICT
          "42703", // a column that came later and is gone
          "42P07", "42P17", // a partition that is there already
          "42P16", "42809", // a partition that is not there
          "55000"); // deferrable index for ON CONFLICT, prepared transaction still there

  /** Those that may strike inside a capture trigger as anywhere else. */
  private static final Set<String> NOT_OURS =
      Set.of("40001", "40P01", "57014", "55P03", "54001", "0A000");

  private final Connection connection;
  private final List<Table> tables;
  private final double version;
  private final int number;
  private final Random random;
  private final Chronicle chronicle;
  private boolean inTransaction;
  private int savepoints;
  private long statements;

  Client(
      Database database,
      List<Table> tables,
      int number,
      Random random,
      Chronicle chronicle,
      int patienceMillis)
      throws SQLException {
    this.connection = database.connect();
    this.tables = tables;
    this.version = Double.parseDouble(database.server().version());
    this.number = number;
    this.random = random;
    this.chronicle = chronicle;
    run("set statement_timeout = " + (version >= 9.3 ? 600 : Math.min(600, patienceMillis * 5)));
    if (version >= 9.3) {
      run("set lock_timeout = " + patienceMillis);
    }
  }

  long statements() {
    return statements;
  }

  /** Does something, by chance. */
  void act() throws SQLException {
    if (inTransaction && random.nextInt(6) == 0) {
      end();
      return;
    }
    if (!inTransaction && random.nextInt(3) == 0) {
      run(
          version >= 9.1
              ? any(
                  "begin",
                  "begin",
                  "begin isolation level repeatable read",
                  "begin isolation level serializable")
              : any("begin", "begin", "begin isolation level serializable"));
      inTransaction = true;
      savepoints = 0;
    }
    if (random.nextInt(25) == 0) {
      run(setting());
    }
    if (inTransaction && random.nextInt(6) == 0) {
      savepoint();
    }
    Table table = tables.get(random.nextInt(tables.size()));
    if (random.nextInt(12) == 0) {
      copy(table);
    } else {
      run(statement(table));
    }
  }

  /** Ends the transaction under way, if there is one. */
  void finish() throws SQLException {
    if (inTransaction) {
      end();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void end() throws SQLException {
    inTransaction = false;
    switch (random.nextInt(12)) {
      case 0, 1 -> run("rollback");
      case 2 -> {
        String name = "p" + PREPARED.incrementAndGet();
        if (run("prepare transaction '" + name + "'")) {
          chronicle.prepared(name);
        } else {
          run("rollback");
        }
      }
      default -> {
        if (!run("commit")) {
          run("rollback");
        }
      }
    }
  }

  private void savepoint() throws SQLException {
    if (savepoints > 0 && random.nextBoolean()) {
      if (random.nextInt(3) > 0) {
        run("rollback to s");
      } else if (run("release s")) {
        savepoints--;
      }
    } else {
      run("savepoint s");
      savepoints++;
    }
  }

  private String setting() {
    return "set "
        + any(
            "DateStyle = 'ISO, DMY'",
            "IntervalStyle = 'iso_8601'",
            "IntervalStyle = 'sql_standard'",
            "extra_float_digits = -5",
            "extra_float_digits = 0",
            "TimeZone = 'America/St_Johns'",
            "TimeZone = 'Asia/Kolkata'",
            "standard_conforming_strings = off",
            "search_path = public, pg_catalog",
            "enable_seqscan = off",
            "enable_indexscan = off",
            "client_min_messages = error",
            "transform_null_equals = on",
            "array_nulls = on",
            version >= 9 ? "bytea_output = escape" : "sql_inheritance = on",
            "xmloption = content",
            "synchronous_commit = off",
            "work_mem = '64kB'");
  }

  private String statement(Table table) {
    String name = table.name();
    String written = Table.list(table.written());
    String where = table.condition(random);
    int choice = random.nextInt(100);
    if (choice < 22) {
      return insert(table, 1 + (random.nextInt(3) == 0 ? random.nextInt(6) : 0));
    } else if (choice < 25) {
      return "insert into " + name + " (" + written + ") select " + series(table);
    } else if (choice < 45) {
      return "update " + name + " set " + assignment(table) + " where " + where;
    } else if (choice < 50) {
      return "update "
          + name
          + " set n = n + 1"
          + any("", "", ", t = t || 'z'")
          + any(" where n % 2 = 0", " where n > 30", "");
    } else if (choice < 56) {
      return moveKeys(table, where);
    } else if (choice < 58) {
      return "update " + name + " set n = n where " + where;
    } else if (choice < 68) {
      return "delete from " + name + " where " + where;
    } else if (choice < 70) {
      return "delete from " + name + any(" where n % 3 = 0", " where n is null", "");
    } else if (choice < 78) {
      return upsert(table);
    } else if (choice < 83) {
      return merge(table);
    } else if (choice < 89) {
      return common(table);
    } else if (choice < 93) {
      int n = random.nextInt(60);
      return any(
          "select touch_" + table.number() + "(" + n + ")",
          "select touch_" + table.number() + "(n) from " + name + " where n < 10",
          "update " + name + " set n = touch_" + table.number() + "(n + 1) where n < 20",
          "update "
              + name
              + " set t = 'w' where touch_"
              + table.number()
              + "("
              + n
              + ") > 0 and n < 40",
          "delete from "
              + name
              + " where n = "
              + n
              + " and touch_"
              + table.number()
              + "(n + 1) > 0");
    } else if (choice < 95) {
      return "truncate " + name + any("", " cascade", " cascade");
    } else if (choice < 97 && !table.extras().isEmpty()) {
      return extra(table, where);
    } else if (choice < 98 && table.partitions() > 0) {
      int i = random.nextInt(table.partitions());
      String leaf = table.partition(i);
      if (random.nextInt(4) == 0) {
        return table.rest();
      }
      return any(
          "alter table "
              + name
              + " detach partition "
              + leaf
              + "; alter table "
              + name
              + " attach partition "
              + leaf
              + " "
              + table.bounds(i),
          "truncate " + leaf,
          "delete from " + leaf + " where n % 2 = 0",
          "update " + leaf + " set n = n + 1",
          "insert into " + leaf + " (" + written + ") values (" + table.values(random) + ")");
    } else {
      return "set constraints all " + any("deferred", "immediate");
    }
  }

  /** Gives a column that came later another value. */
  private String extra(Table table, String where) {
    List<String> extras = List.copyOf(table.extras());
    if (extras.isEmpty()) {
      return "update " + table.name() + " set n = n + 1 where " + where;
    }
    return "update "
        + table.name()
        + " set "
        + extras.get(random.nextInt(extras.size()))
        + " = '"
        + random.nextInt(100)
        + "' where "
        + where;
  }

  private String insert(Table table, int rows) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add("(" + table.values(random) + ")");
    }
    return "insert into "
        + table.name()
        + " ("
        + Table.list(table.written())
        + ") values "
        + String.join(", ", values);
  }

  /** Many rows whose numbers count up. */
  private String series(Table table) {
    int from = random.nextInt(50);
    int rows = random.nextInt(10) == 0 ? 400 : 10;
    boolean counted = false;
    List<String> values = new ArrayList<>();
    for (Column column : table.written()) {
      boolean counts =
          Kind.NUMBER.equals(column.kind())
              && !column.name().equals(Table.UP)
              && (!counted || !table.key().contains(column));
      counted |= counts;
      values.add(counts ? "i" : column.value(random));
    }
    return String.join(", ", values)
        + " from generate_series("
        + from
        + ", "
        + (from + rows)
        + ") as i";
  }

  private String assignment(Table table) {
    List<Column> columns =
        table.written().stream().filter(column -> !table.key().contains(column)).toList();
    List<String> parts = new ArrayList<>();
    for (Column column : columns) {
      if (random.nextInt(columns.size()) < 2) {
        parts.add(column.name() + " = " + column.value(random));
      }
    }
    return parts.isEmpty() ? "n = n + 1" : String.join(", ", parts);
  }

  private String moveKeys(Table table, String where) {
    String name = table.name();
    if (table.keySize() == 0) {
      return "update " + name + " set t = 'moved' where " + where;
    }
    Column column = table.key().get(random.nextInt(table.keySize()));
    String key = column.name();
    String one = column.kind().value(random);
    String other = column.kind().value(random);
    return "update "
        + name
        + " set "
        + any("", "t = 'moved', ")
        + key
        + " = "
        + (Kind.NUMBER.equals(column.kind()) && random.nextBoolean()
            ? any(
                key + " + 1 where " + key + " > " + random.nextInt(60),
                key + " + 60 where " + where,
                "120 - " + key + " where n % 2 = 0",
                "- " + key)
            : "case when "
                + key
                + " = "
                + one
                + " then "
                + other
                + " else "
                + one
                + " end where "
                + key
                + " = "
                + one
                + " or "
                + key
                + " = "
                + other);
  }

  private String upsert(Table table) {
    if (version < 9.5 || table.keySize() == 0) {
      return insert(table, 1);
    }
    return insert(table, 1 + random.nextInt(4))
        + " on conflict "
        + any(
            "do nothing",
            "(" + table.keyList() + ") do nothing",
            "(" + table.keyList() + ") do update set t = 'upserted', n = excluded.n + 1",
            "(" + table.keyList() + ") do update set n = excluded.n",
            "("
                + table.keyList()
                + ") do update set n = excluded.n where "
                + table.name()
                + ".n % 2 = 0");
  }

  private String merge(Table table) {
    if (version < 15 || table.keySize() == 0) {
      return "delete from " + table.name() + " where " + table.condition(random);
    }
    String source =
        "(select "
            + table.written().stream()
                .map(
                    column ->
                        "("
                            + column.value(random)
                            + ")::"
                            + column.kind().type()
                            + " as "
                            + column.name())
                .collect(Collectors.joining(", "))
            + any("", " union all select " + table.values(random))
            + ")";
    String values =
        table.written().stream()
            .map(column -> "merged." + column.name())
            .collect(Collectors.joining(", "));
    String same =
        table.key().stream()
            .map(column -> "old_one." + column.name() + " = merged." + column.name())
            .collect(Collectors.joining(" and "));
    return "merge into "
        + table.name()
        + " as old_one using "
        + source
        + " as merged on "
        + same
        + " when matched and old_one.n % 3 = 0 then delete"
        + " when matched then update set n = merged.n, t = 'merged'"
        + " when not matched then insert ("
        + Table.list(table.written())
        + ") values ("
        + values
        + ")";
  }

  private String common(Table table) {
    String name = table.name();
    String where = table.condition(random);
    if (version < 9.1) {
      return "update " + name + " set t = 'cte' where " + where;
    }
    Table other = tables.get(random.nextInt(tables.size()));
    String written = Table.list(table.written());
    return any(
        "with d as (delete from "
            + name
            + " where "
            + where
            + " returning *) insert into "
            + name
            + " ("
            + written
            + ") select "
            + written
            + " from d",
        "with d as (delete from "
            + name
            + " where "
            + where
            + " returning n) update "
            + other.name()
            + " set n = n + 1, t = 'after' where n in (select n + 1 from d)",
        "with u as (update "
            + name
            + " set n = n + 1 where "
            + where
            + " returning n) update "
            + name
            + " set t = 'cte' where n in (select n + 5 from u)",
        "with i as ("
            + insert(table, 2)
            + " returning n), d as (delete from "
            + other.name()
            + " where "
            + other.condition(random)
            + " returning n) select * from i, d",
        "with u as (update "
            + name
            + " set t = 'one' where "
            + where
            + " returning n), v as (update "
            + name
            + " set t = 'two' where "
            + table.condition(random)
            + " returning n) select 1");
  }

  private void copy(Table table) throws SQLException {
    List<Column> columns =
        table.written().stream()
            .filter(column -> column.notNull() || Kind.NUMBER.equals(column.kind()))
            .toList();
    if (columns.isEmpty()
        || columns.stream().anyMatch(column -> !Kind.NUMBER.equals(column.kind()))) {
      run(insert(table, 3));
      return;
    }
    StringBuilder text = new StringBuilder();
    int from = random.nextInt(60);
    for (int i = random.nextInt(30); i >= 0; i--) {
      int n = from + i;
      text.append(
              columns.stream()
                  .map(c -> c.name().equals(Table.UP) ? "\\N" : "" + n)
                  .collect(Collectors.joining("\t")))
          .append('\n');
    }
    String sql = "copy " + table.name() + " (" + Table.list(columns) + ") from stdin";
    run(
        sql + "\n" + text + "\\.",
        () -> {
          try {
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(sql, new StringReader(text.toString()));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private interface Action {
    void run() throws SQLException;
  }

  /** Runs a statement that the server may refuse; then the transaction is undone, or a part. */
  boolean run(String sql) throws SQLException {
    return run(
        sql,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (version < 9) {
              // 8.4 loses its own timer now and then
              statement.setQueryTimeout(3);
            }
            statement.execute(sql);
          }
        });
  }

  private boolean run(String sql, Action action) throws SQLException {
    statements++;
    try {
      action.run();
      chronicle.note(number, sql, null);
      return true;
    } catch (SQLException e) {
      chronicle.note(number, sql, e);
      String state = String.valueOf(e.getSQLState());
      if (!(DESERVED.contains(state) || isFaultOfTheServer(e))
          || (isOurs(e) && !NOT_OURS.contains(state))) {
        throw e;
      }
      if (inTransaction) {
        if (savepoints > 0 && random.nextBoolean()) {
          run("rollback to s");
          return false;
        }
        inTransaction = false;
        run("rollback");
      }
      return false;
    }
  }

  /** Of an early 8.4, where a function changes the row that its statement is about to change. */
  private boolean isFaultOfTheServer(SQLException refused) {
    return version < 9
        && String.valueOf(refused.getMessage()).contains("attempted to update invisible tuple");
  }

  /** True if the server was inside a capture trigger when it refused. */
  private static boolean isOurs(SQLException refused) {
    if (refused instanceof PSQLException answer && answer.getServerErrorMessage() != null) {
      return String.valueOf(answer.getServerErrorMessage().getWhere())
          .lines()
          .limit(4)
          .anyMatch(line -> line.contains("function jlondiste."));
    }
    return false;
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
