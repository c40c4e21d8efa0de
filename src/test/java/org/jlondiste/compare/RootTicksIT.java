package org.jlondiste.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tick stands for exactly what another session sees, also in a queue of the PgQ extension. */
class RootTicksIT {
  private static final Duration LIMIT = Duration.ofMillis(300);

  @ParameterizedTest
  @CsvSource({"8.4, true", "9.6, true", "18, true", "9.6, false", "18, false"})
  void aTickHoldsWhatTheOtherSessionSees(String version, boolean own) {
    Database database = own ? ownQueue(version) : queueOfTheExtension(version);
    try (Session clerk = database.session();
        Session reader = database.session()) {
      RootTicks ticks = new RootTicks(clerk, "q");
      TickId before = ticks.last();
      String seen =
          Snapshots.hold(
              reader,
              () -> {
                String snapshot =
                    clerk.transaction(
                        () -> {
                          ticks.hold(LIMIT);
                          String current = Snapshots.current(reader);
                          database.run("create table written_meanwhile (id int)");
                          assertThat(ticks.at(current)).isGreaterThan(before);
                          return current;
                        });
                database.run("insert into written_meanwhile values (1)");
                assertThat(Snapshots.current(reader)).isEqualTo(snapshot);
                return snapshot;
              });

      assertThat(
              database.value("select tick_snapshot from pgq.tick where tick_id = " + ticks.last()))
          .isEqualTo(seen);
    }
  }

  @ParameterizedTest
  @CsvSource({"8.4, true", "18, true", "18, false"})
  void nobodyElseMakesATickMeanwhile(String version, boolean own) {
    Database database = own ? ownQueue(version) : queueOfTheExtension(version);
    try (Session clerk = database.session();
        Session other = database.session()) {
      RootTicks ticks = new RootTicks(clerk, "q");
      TickId before = ticks.last();

      clerk.transactionally(
          () -> {
            ticks.hold(LIMIT);
            assertThatThrownBy(
                    () ->
                        other.transactionally(
                            () -> {
                              other.execute("set local statement_timeout = 300");
                              other.execute(
                                  own
                                      ? "select pgq.force_tick('q')"
                                      : "insert into pgq.tick values (1, 100, now(),"
                                          + " txid_current_snapshot(), 1)");
                            }))
                .isInstanceOf(DatabaseError.class)
                .hasMessageContaining("statement timeout");
          });

      assertThat(ticks.last()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource("18, false")
  void aQueueWithoutTicksIsRefused(String version, boolean own) {
    Database database = own ? ownQueue(version) : queueOfTheExtension(version);
    database.run("update pgq.queue set queue_ticker_paused = true");
    try (Session clerk = database.session()) {
      RootTicks ticks = new RootTicks(clerk, "q");

      assertThatThrownBy(
              () ->
                  clerk.transactionally(
                      () -> {
                        ticks.hold(LIMIT);
                        ticks.at(Snapshots.current(clerk));
                      }))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("queue q of the root gets no ticks");
    }
  }

  private static Database ownQueue(String version) {
    Database database = Servers.get(version).createDatabase();
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq.create_queue('q')",
        "select jlondiste.use_wal_event_ids('q')",
        "select pgq.force_tick('q')");
    return database;
  }

  /** The tables of the extension, as far as they matter here. */
  private static Database queueOfTheExtension(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create schema pgq",
        "create table pgq.queue (queue_id serial primary key, queue_name text not null unique,"
            + " queue_external_ticker bool not null default false,"
            + " queue_ticker_paused bool not null default false,"
            + " queue_event_seq text not null, queue_tick_seq text not null)",
        "create table pgq.tick (tick_queue int4 not null references pgq.queue,"
            + " tick_id int8 not null, tick_time timestamptz not null default now(),"
            + " tick_snapshot txid_snapshot not null default txid_current_snapshot(),"
            + " tick_event_seq int8 not null, primary key (tick_queue, tick_id))",
        "create sequence pgq.event_1_id_seq",
        "create sequence pgq.event_1_tick_seq",
        "create function pgq.seq_getval(i_seq_name text) returns int8 language sql as"
            + " $$ select last_value from pgq.event_1_id_seq $$",
        "insert into pgq.queue (queue_name, queue_event_seq, queue_tick_seq)"
            + " values ('q', 'pgq.event_1_id_seq', 'pgq.event_1_tick_seq')",
        "insert into pgq.tick (tick_queue, tick_id, tick_event_seq)"
            + " values (1, nextval('pgq.event_1_tick_seq'), 1)");
    return database;
  }
}
