package org.jlondiste.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.model.Event;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A reader far behind takes many ticks at once, but never goes beyond the one it must stop at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionIT {
  private static final String QUEUE = "batches";
  private static final int TICKS = 1_000;
  private static final TickId FIRST = new TickId(1);

  private final Database database = Servers.get("15").createDatabase("batches");
  private final Session session = database.session();
  private final Subscription subscription = new Subscription(session, QUEUE, "reader");

  @BeforeAll
  void aQueueWithManyTicks() {
    new Installer(session).install();
    database.run(
        "select pgq.create_queue('batches')",
        "insert into pgq.tick (tick_queue, tick_id, tick_time, tick_snapshot, tick_event_seq)"
            + " select queue_id, i, now(), txid_current_snapshot(), 1"
            + " from pgq.queue, generate_series(2, "
            + TICKS
            + ") i");
  }

  @BeforeEach
  void aNewReader() {
    subscription.registerAt(FIRST);
  }

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void anyLimitIsMetInFewBatches() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    for (int limit : new int[] {2, 3, 7, 100, 499, 500, 501, 640, 998, 999, TICKS}) {
      subscription.registerAt(FIRST);
      assertThat(batchesUpTo(limit)).as("up to tick %s", limit).hasSizeLessThan(15);
    }
  }

  @Test
  void theEndOfTheQueueIsReachedAtOnce() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    assertThat(batchesUpTo(TICKS)).hasSize(1);
  }

  @Test
  void manyEventsAreReadInSeveralBatches() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    assertThat(batchesUpTo(900, 100)).hasSizeBetween(8, 20);
  }

  @Test
  void ticksOfOneMomentAndClocksThatWereSetDoNotMislead() {
    for (String time :
        List.of(
            "'2020-01-01'",
            "timestamptz '2020-01-01' - tick_id * interval '1 s'",
            "timestamptz '2020-01-01' + tick_id % 100 * interval '1 s'",
            "timestamptz '2020-01-01' + (tick_id / 300) * interval '1 s'")) {
      ticksWithTime(time);
      for (int limit : new int[] {2, 60}) {
        subscription.registerAt(FIRST);
        batchesUpTo(limit);
      }
    }
  }

  @Test
  void aShortWayIsTakenAtOnceAndALongOneInParts() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    assertThat(batchesOfBacklog(TICKS)).hasSize(1);
    subscription.registerAt(FIRST);
    assertThat(batchesOfBacklog(100)).hasSizeBetween(9, 20);
    assertThat(subscription.nextBatchOfBacklog(new TickId(TICKS), 100)).isEmpty();
  }

  @Test
  void theWayToTheLastTickIsFoundWithoutReadingTheOthers() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    long before = ticksRead();
    batchesOfBacklog(10);
    assertThat(ticksRead() - before).isBetween(50L, 10L * TICKS);
  }

  /** By all statements of the session so far. */
  private long ticksRead() {
    session.execute("select pg_stat_force_next_flush()");
    return session
        .row(
            Sql.composed(
                    "ticks read",
                    "select seq_tup_read + idx_tup_fetch as read from pg_stat_all_tables"
                        + " where relid = 'pgq.tick'::regclass")
                .bound())
        .bigint("read");
  }

  @Test
  void aBacklogWithoutTimeOrWithTimeRunningBackIsWorkedOffToo() {
    for (String time :
        List.of("'2020-01-01'", "timestamptz '2020-01-01' - tick_id * interval '1 s'")) {
      ticksWithTime(time);
      subscription.registerAt(new TickId(TICKS - 20));
      assertThat(batchesOfBacklog(1_000)).hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void fewEventsAreTheSameAsMany() {
    database.run(
        "select pgq.create_queue('few')",
        "update pgq.queue set queue_ev_id_source = 'wal' where queue_name = 'few'",
        "select pgq.register_consumer('few', 'reader')",
        "select pgq.insert_event('few', 'kind', 'event ' || i, 'a', null, 'c', null)"
            + " from generate_series(1, 20) i",
        "select pgq.force_tick('few')");
    Subscription few = new Subscription(session, "few", "reader");
    Batch batch = few.nextBatch().orElseThrow();
    assertThat(few.hasFewEvents(batch)).isTrue();
    for (String filter : List.of("", "ev_data like '%1%'", "false")) {
      List<Event> events = new ArrayList<>();
      session.transactionally(() -> few.events(batch, 7, filter, 7, events::add));
      assertThat(few.fewEvents(batch, filter, 7)).contains(events);
    }
    assertThat(few.fewEvents(batch, "", 1_000).orElseThrow()).hasSize(20);
  }

  @Test
  void manyEventsThatLookLikeFewAreNotTaken() throws SQLException {
    database.run(
        "select pgq.create_queue('late')", "select pgq.register_consumer('late', 'reader')");
    try (Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute(
          "select pgq.insert_event('late', 'kind', 'event') from generate_series(1, 600)");
      database.run(
          "select pgq.insert_event('late', 'kind', 'event')",
          "select pgq.force_tick('late')",
          "select pgq.ticker('late')");
      writer.commit();
    }
    Subscription late = new Subscription(session, "late", "reader");
    late.finish(late.nextBatch().orElseThrow());
    database.run("select pgq.force_tick('late')", "select pgq.ticker('late')");
    Batch batch = late.nextBatch().orElseThrow();

    assertThat(late.fewEvents(batch, "", 1_000)).isEmpty();
    List<Event> events = new ArrayList<>();
    session.transactionally(() -> late.events(batch, 100, "", 1_000, events::add));
    assertThat(events).hasSize(600);
  }

  @Test
  void aBatchThatIsOpenAndGoesTooFarIsGivenUp() {
    ticksWithTime("timestamptz '2020-01-01' + tick_id * interval '20 ms'");
    Subscription.Wish all =
        new Subscription.Wish(0, Optional.of(Duration.ofSeconds(15)), Optional.empty());
    assertThat(subscription.nextBatch(all).orElseThrow().tick()).isEqualTo(new TickId(TICKS));
    batchesUpTo(700);
  }

  @Test
  void whereTheLimitIsReachedThereIsNoBatch() {
    assertThat(subscription.nextBatchUpTo(FIRST, FIRST, 100)).isEmpty();
    subscription.registerAt(new TickId(TICKS));
    assertThat(subscription.nextBatchUpTo(new TickId(TICKS), new TickId(TICKS + 1), 100)).isEmpty();
  }

  @Test
  void eventsOfOneIdAreAllDeliveredAgain() {
    for (String source : List.of("wal", "sequence")) {
      String queue = "retried_" + source;
      String insert =
          "select pgq.insert_event_raw('%s', 1, null, null, null, 'kind', '%s', null, null, null,"
              + " null)";
      database.run(
          "select pgq.create_queue('" + queue + "')",
          "update pgq.queue set queue_ev_id_source = '"
              + source
              + "' where queue_name = '"
              + queue
              + "'",
          "select pgq.register_consumer('" + queue + "', 'one')",
          "select pgq.register_consumer('" + queue + "', 'all')",
          insert.formatted(queue, "first"),
          insert.formatted(queue, "second"),
          "select pgq.force_tick('" + queue + "')",
          "select pgq.ticker('" + queue + "')");
      String retried =
          "select count(*) || ' of ' || count(distinct ev_data) from pgq.retry_queue r"
              + " join pgq.subscription s on s.sub_id = r.ev_owner"
              + " join pgq.consumer c on c.co_id = s.sub_consumer"
              + " join pgq.queue q on q.queue_id = s.sub_queue"
              + " where c.co_name = '%s' and q.queue_name = '"
              + queue
              + "'";
      String batch = "(select pgq.next_batch('" + queue + "', '%s'))";
      String one = "select pgq.event_retry(" + batch.formatted("one") + ", 1, 0)";
      assertThat(database.count(one)).isEqualTo(1);
      assertThat(database.count(one)).isEqualTo(0);
      assertThat(database.value(retried.formatted("one"))).isEqualTo("2 of 2");
      String all = "select pgq.batch_retry(" + batch.formatted("all") + ", 0)";
      assertThat(database.count(all)).isEqualTo(2);
      assertThat(database.count(all)).isEqualTo(0);
      assertThat(database.value(retried.formatted("all"))).isEqualTo("2 of 2");
    }
  }

  private List<Batch> batchesUpTo(int limit) {
    return batchesUpTo(limit, 1_000_000);
  }

  /** Fails unless the batches lie end to end and the last one ends exactly at the limit. */
  private List<Batch> batchesUpTo(int limit, long events) {
    TickId goal = new TickId(limit);
    TickId reached = FIRST;
    List<Batch> batches = new ArrayList<>();
    while (!reached.equals(goal)) {
      Batch batch = subscription.nextBatchUpTo(reached, goal, events).orElseThrow();
      assertThat(batch.previousTick()).isEqualTo(reached);
      assertThat(batch.tick()).isLessThanOrEqualTo(goal);
      subscription.finish(batch);
      batches.add(batch);
      reached = batch.tick();
    }
    return batches;
  }

  /** Fails unless the batches lie end to end and the last one ends at the last tick. */
  private List<Batch> batchesOfBacklog(long events) {
    TickId reached = subscription.position().orElseThrow();
    List<Batch> batches = new ArrayList<>();
    while (!reached.equals(new TickId(TICKS))) {
      Batch batch = subscription.nextBatchOfBacklog(reached, events).orElseThrow();
      assertThat(batch.previousTick()).isEqualTo(reached);
      subscription.finish(batch);
      batches.add(batch);
      reached = batch.tick();
    }
    return batches;
  }

  private void ticksWithTime(String expression) {
    database.run("update pgq.tick set tick_time = " + expression + ", tick_event_seq = tick_id");
  }
}
