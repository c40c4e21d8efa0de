package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Many writers at once, on few rows, while ticks, rotations and long transactions go on. */
@ParameterizedClass
@MethodSource("ways")
class CaptureConcurrencyIT extends CaptureStory {
  private static final int WRITERS = 8;
  private static final int TRANSACTIONS = 60;

  /** Another transaction was in the way; the application tries again. */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01", "23505");

  CaptureConcurrencyIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
    tables(
        "create table hot (id int primary key, version int, note text)",
        "insert into hot select i, 0, '' from generate_series(1, 10) i",
        "create table cold (id int primary key, note text)");
    capture("hot", "cold");
  }

  private final class Writer {
    private final int number;
    private final Random random;
    private final String isolation;
    private final AtomicInteger commits = new AtomicInteger();

    Writer(int number, String isolation) {
      this.number = number;
      this.random = new Random(number);
      this.isolation = isolation;
    }

    void write() {
      try (Connection connection = pair().source.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("set search_path = " + pair().schema());
        statement.execute(
            "set session characteristics as transaction isolation level " + isolation);
        connection.setAutoCommit(false);
        for (int i = 0; i < TRANSACTIONS; i++) {
          try {
            transaction(statement, i);
            if (random.nextInt(6) == 0) {
              connection.rollback();
            } else {
              connection.commit();
              commits.incrementAndGet();
            }
          } catch (SQLException e) {
            connection.rollback();
            if (!TRY_AGAIN.contains(e.getSQLState())) {
              throw e;
            }
          }
        }
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    private void transaction(Statement statement, int round) throws SQLException {
      for (int step = 0; step <= random.nextInt(3); step++) {
        int id = 1 + random.nextInt(10);
        boolean savepoint = random.nextInt(3) == 0;
        if (savepoint) {
          statement.execute("savepoint s");
        }
        switch (random.nextInt(8)) {
          case 0 -> statement.execute("delete from hot where id = " + id);
          case 1 ->
              statement.execute(
                  "insert into hot select "
                      + id
                      + ", 0, 'back' where not exists (select 1 from hot where id = "
                      + id
                      + ")");
          case 2 ->
              statement.execute(
                  "update hot set version = version + 1 where id in ("
                      + id
                      + ", "
                      + (id + 1)
                      + ")");
          case 3 ->
              statement.execute(
                  "insert into cold values (" + (number * 100_000 + round * 10 + step) + ", 'w')");
          default ->
              statement.execute(
                  "update hot set version = version + 1, note = 'w"
                      + number
                      + "' where id = "
                      + id);
        }
        if (savepoint && random.nextBoolean()) {
          statement.execute("rollback to s");
        }
      }
    }
  }

  private void writeAtOnce(String isolation) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Writer> writers = new ArrayList<>();
    try (Connection longOne = pair().source.connect();
        Statement longStatement = longOne.createStatement()) {
      longOne.setAutoCommit(false);
      longStatement.execute("insert into " + pair().schema() + ".cold values (-1, 'long')");
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Writer writer = new Writer(i, isolation);
        writers.add(writer);
        futures.add(threads.submit(writer::write));
      }
      int rounds = 0;
      while (futures.stream().anyMatch(future -> !future.isDone())) {
        pair().replicate();
        rotate();
        rounds++;
        if (rounds % 5 == 0) {
          longStatement.execute(
              "insert into " + pair().schema() + ".cold values (" + (-rounds - 1) + ", 'long')");
        }
        if (rounds % 20 == 0) {
          longOne.commit();
        }
      }
      for (Future<?> future : futures) {
        join(future);
      }
      pair().replicate();
      longOne.commit();
    } finally {
      threads.shutdown();
    }
    follow();
    assertThat(writers).allSatisfy(writer -> assertThat(writer.commits).hasPositiveValue());
    assertThat(inversions()).isZero();
  }

  private static void join(Future<?> future) throws Exception {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Rotates the queue's tables as often as its consumers allow. */
  private void rotate() {
    pair()
        .source
        .run(
            "update pgq.queue set queue_rotation_period = '0' where queue_name = 'stories' and queue_rotation_period <> '0'",
            "select pgq_node.set_global_watermark('stories', (select sub_last_tick from pgq.subscription where sub_consumer ="
                + " (select co_id from pgq.consumer where co_name = 'target')))",
            "select pgq.maint_rotate_tables_step1('stories')",
            "select pgq.maint_rotate_tables_step2()");
  }

  /** Updates that come before an older one of the same row. */
  private int inversions() {
    Map<String, Integer> versions = new HashMap<>();
    int inversions = 0;
    for (String event : pair().events()) {
      String[] words = event.split("[ (,)]+", -1);
      if (words[0].equals("UPDATE") && words.length > 3) {
        Integer before = versions.put(words[1], Integer.valueOf(words[2]));
        if (before != null && before >= Integer.parseInt(words[2])) {
          inversions++;
        }
      } else {
        versions.remove(words[1]);
      }
    }
    return inversions;
  }

  @Test
  void readCommitted() throws Exception {
    writeAtOnce("read committed");
  }

  @Test
  void repeatableRead() throws Exception {
    writeAtOnce("repeatable read");
  }

  @Test
  void anOldSnapshotDoesNotWriteToATableThatWasRotatedAway() throws Exception {
    try (Connection old = pair().source.connect();
        Statement statement = old.createStatement()) {
      old.setAutoCommit(false);
      statement.execute("set transaction isolation level serializable");
      statement.execute("select 1 from pg_class limit 1");
      for (int i = 0; i < 3; i++) {
        pair().run("insert into cold values (" + i + ", 'x')");
        pair().replicate();
        rotate();
        pair().replicate();
      }
      try {
        statement.execute("insert into " + pair().schema() + ".cold values (100, 'old')");
        old.commit();
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("40001");
        old.rollback();
      }
    }
    follow();
  }

  /** Its own row has the key now, whatever it still sees of the one that had it before. */
  @Test
  void anOldSnapshotTellsItsOwnRowFromOneThatLostItsKeySince() throws SQLException {
    prepare(
        "create function touch() returns trigger language plpgsql as $$ begin"
            + " if tg_op = 'DELETE' then"
            + " update hot set version = version + 1 where id = 10 and old.note = 'mine'; return old; end if;"
            + " update hot set version = version + 1 where id = 10 and new.note <> ''; return new; end $$",
        "create trigger touch before insert or update or delete on hot for each row"
            + " execute procedure touch()");
    for (String level : new String[] {"repeatable read", "serializable"}) {
      change(
          "delete from hot where id <> 10",
          "insert into hot select i, 0, '' from generate_series(1, 9) i");
      try (Connection old = pair().source.connect();
          Statement statement = old.createStatement()) {
        old.setAutoCommit(false);
        statement.execute("set transaction isolation level " + level);
        statement.execute("set local search_path = " + pair().schema());
        statement.execute("select count(*) from hot");
        pair().run("update hot set id = id + 100 where id in (1, 2, 3)");
        pair().run("delete from hot where id in (4, 5, 6)");
        pair().replicate();
        for (int id = 1; id <= 6; id++) {
          statement.execute("savepoint s");
          statement.execute("insert into hot values (" + id + ", 1, 'mine')");
        }
        statement.execute("update hot set note = 'changed' where id in (1, 4) and note = 'mine'");
        statement.execute("update hot set id = id + 200 where id in (2, 5) and note = 'mine'");
        statement.execute("delete from hot where id in (3, 6) and note = 'mine'");
        old.commit();
      }
      follow();
      assertThat(
              pair()
                  .source
                  .query("select id from " + pair().schema() + ".hot where id < 7 order by id"))
          .containsExactly("1", "4");
    }
  }
}
