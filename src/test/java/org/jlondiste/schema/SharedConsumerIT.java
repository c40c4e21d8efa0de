package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subconsumers share the batches of one consumer: {@code pgq_coop}. */
class SharedConsumerIT {
  /** How a {@link Database} writes NULL. */
  private static final String NONE = "null";

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void everyEventIsHandedToOneOfThem(String version) {
    Database database = queue(version);
    List<String> seen = new ArrayList<>();

    assertThat(database.value("select pgq_coop.register_subconsumer('q', 'm', 'a')"))
        .isEqualTo("1");
    assertThat(database.value("select pgq_coop.register_subconsumer('q', 'm', 'a')"))
        .isEqualTo("0");
    tick(database, 1);
    String ofA = next(database, "a");
    assertThat(next(database, "a")).as("the open batch again").isEqualTo(ofA);
    assertThat(next(database, "b")).as("nothing is left for b").isEqualTo(NONE);
    tick(database, 2);
    String ofB = next(database, "b");
    seen.addAll(finish(database, ofB));
    seen.addAll(finish(database, ofA));

    assertThat(seen).containsExactly("2", "1");
    assertThat(consumers(database)).containsExactly("m|3", "m.a|null", "m.b|null");
    assertThat(database.value("select pgq_coop.finish_batch(999)")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "18"})
  void whoIsSilentForTooLongLosesItsBatchToAnother(String version) {
    Database database = queue(version);
    next(database, "a");
    next(database, "idle");
    tick(database, 1);
    String batch = next(database, "a");
    assertThat(next(database, "b", "1 hour")).isEqualTo(NONE);

    database.run(
        "update pgq.subscription set sub_active = now() - interval '2 hours'"
            + " where sub_consumer in (select co_id from pgq.consumer where co_name like 'm.%')");
    assertThat(next(database, "b", "1 hour")).isEqualTo(batch);
    assertThat(finish(database, batch)).containsExactly("1");

    assertThat(consumers(database)).containsExactly("m|2", "m.b|null", "m.idle|null");
    assertThat(next(database, "b", "1 hour")).isEqualTo(NONE);
    assertThat(consumers(database)).containsExactly("m|2", "m.b|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"18"})
  void theyLeaveOneByOneOrAllTogether(String version) {
    Database database = queue(version);
    next(database, "a");
    next(database, "b");
    tick(database, 1);
    String batch = next(database, "a");
    database.run("select pgq.event_retry(" + batch + ", 1, 0)");

    assertThatThrownBy(() -> leave(database, "a", 0))
        .hasMessageContaining("subconsumer has active batch");
    assertThat(leave(database, "a", 1)).isEqualTo("1");
    assertThat(leave(database, "a", 1)).isEqualTo("0");
    tick(database, 2);
    next(database, "b");
    assertThat(database.value("select pgq.unregister_consumer('q', 'm.b')")).isEqualTo("1");
    assertThat(consumers(database)).containsExactly("m|3");
    assertThat(database.count("select count(*) from pgq.retry_queue")).isEqualTo(1);

    next(database, "c");
    assertThat(database.value("select pgq.unregister_consumer('q', 'm')")).isEqualTo("2");
    assertThat(consumers(database)).isEmpty();
    assertThat(database.count("select count(*) from pgq.retry_queue")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"18"})
  void anOpenBatchKeepsItsEventsFromBeingRotatedAway(String version) {
    Database database = queue(version);
    next(database, "a");
    tick(database, 1);
    String batch = next(database, "a");

    for (int round = 0; round < 3; round++) {
      database.run(
          "select pgq.maint_rotate_tables_step1('q')",
          "select pgq.maint_rotate_tables_step2()",
          "select pgq.maint_rotate_tables_step2()");
      tick(database, 2 + round);
      finish(database, next(database, "b"));
    }

    assertThat(finish(database, batch)).containsExactly("1");
  }

  private static Database queue(String version) {
    Database database = Servers.get(version).createDatabase("shared");
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq.create_queue('q')",
        "select pgq.set_queue_config('q', 'ticker_max_lag', '0')",
        "select pgq.set_queue_config('q', 'rotation_period', '0')");
    return database;
  }

  private static void tick(Database database, int event) {
    database.run("select pgq.insert_event('q', 'n', '" + event + "')", "select pgq.ticker('q')");
  }

  private static String next(Database database, String name) {
    return database.value("select pgq_coop.next_batch('q', 'm', '" + name + "')");
  }

  private static String next(Database database, String name, String dead) {
    return database.value(
        "select pgq_coop.next_batch('q', 'm', '" + name + "', '" + dead + "'::interval)");
  }

  private static String leave(Database database, String name, int handling) {
    return database.value(
        "select pgq_coop.unregister_subconsumer('q', 'm', '" + name + "', " + handling + ")");
  }

  /** The data of its events. */
  private static List<String> finish(Database database, String batch) {
    List<String> events =
        database.query("select ev_data from pgq.get_batch_events(" + batch + ") order by ev_id");
    assertThat(database.value("select pgq_coop.finish_batch(" + batch + ")")).isEqualTo("1");
    return events;
  }

  private static List<String> consumers(Database database) {
    return database.query(
        "select consumer_name, last_tick from pgq.get_consumer_info('q') order by 1");
  }
}
