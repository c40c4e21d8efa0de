package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ticker as a process of its own: what pgqd is for PgQ. */
class TickerIT {
  /** In microseconds, of the ticker's sessions in a database. */
  private static final String YOUNGEST_SESSION =
      "select coalesce(max(extract(epoch from backend_start) * 1000000), 0)::int8 from"
          + " pg_stat_activity where datname = current_database() and application_name = 'pgqd'";

  private final Path directory;
  private final Tool pgqd;

  TickerIT(@TempDir Path directory) {
    this.directory = directory;
    this.pgqd = Tool.in(directory).calledAs("pgqd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "17"})
  void ticksTheQueuesOfSeveralDatabases(String version) {
    Server server = Servers.get(version);
    Database first = withQueue(server, "first");
    Database second = withQueue(server, "second");
    Ini ini =
        Ini.ofTicker(directory, server, "database_list = " + first.name() + ", " + second.name());

    try (Background ticker = pgqd.start(ini.name())) {
      awaitTickAfterEvent(first);
      awaitTickAfterEvent(second);

      ticker.stop().exitsWith(ExitCode.OK);
    }

    assertThat(ini.logged())
        .contains("LOG Starting pgqd 3.5")
        .contains("LOG [" + first.name() + "]: pgq version ok: 3.5")
        .contains("LOG [" + second.name() + "]: pgq version ok: 3.5")
        .contains("LOG Got SIGINT, shutting down");
    assertThat(ini.pidFile()).doesNotExist();
  }

  @Test
  void isACommandOfTheToolAsWell() {
    Server server = Servers.get("17");
    Database database = withQueue(server, "only");
    Ini ini = Ini.ofTicker(directory, server, "database_list = " + database.name());

    try (Background ticker = Tool.in(directory).start(ini.name(), "ticker")) {
      awaitTickAfterEvent(database);

      ticker.stop().exitsWith(ExitCode.OK);
    }
  }

  @Test
  void findsDatabasesThatComeAndNoticesThoseThatGo() {
    try (Server server = Servers.fresh("18")) {
      Database early = withQueue(server, "early");
      Ini ini = Ini.ofTicker(directory, server, "check_period = 0.2");

      try (Background ticker = pgqd.start(ini.name())) {
        awaitTickAfterEvent(early);
        Database late = server.createDatabase("late");
        install(late);
        awaitTickAfterEvent(late);
        server
            .database()
            .run("alter database \"" + early.name() + "\" with allow_connections false");
        ticker.awaitOutput("Unregister database: [" + early.name() + "]");

        awaitTickAfterEvent(late);
        ticker.stop().exitsWith(ExitCode.OK).saying("auto-detecting dbs ...");
      }
    }
  }

  @Test
  void aDatabaseThatHangsDoesNotStopAnother() throws SQLException {
    Server server = Servers.get("17");
    Database hanging = withQueue(server, "hanging");
    Database healthy = withQueue(server, "healthy");
    Ini ini =
        Ini.ofTicker(directory, server, "database_list = " + hanging.name() + " " + healthy.name());

    try (Connection blocker = hanging.connect()) {
      blocker.setAutoCommit(false);
      try (Statement lock = blocker.createStatement()) {
        lock.execute("lock table pgq.queue in access exclusive mode");
      }
      try (Background ticker = pgqd.start(ini.name())) {
        Await.until(
            "the ticker waits for the lock",
            () ->
                hanging.count(
                        "select count(*) from pg_stat_activity where application_name = 'pgqd'"
                            + " and datname = current_database() and wait_event_type = 'Lock'")
                    > 0);
        awaitTickAfterEvent(healthy);
        awaitTickAfterEvent(healthy);

        ticker.stop().exitsWith(ExitCode.OK);
      }
      blocker.rollback();
    }
  }

  @Test
  void goesOnWhenTheServerIsBack() {
    try (Server server = Servers.fresh("18")) {
      Database database = withQueue(server, "only");
      Ini ini = Ini.ofTicker(directory, server, "database_list = " + database.name());

      try (Background ticker = pgqd.start(ini.name())) {
        awaitTickAfterEvent(database);
        server.killHard();
        ticker.awaitOutput("next attempt in");
        server.start();

        awaitTickAfterEvent(database);
        ticker.stop().exitsWith(ExitCode.OK);
      }
    }
  }

  @Test
  void readsItsFileAgainWhenTold() {
    Server server = Servers.get("17");
    Database first = withQueue(server, "first");
    Database second = withQueue(server, "second");
    Ini ini = Ini.ofTicker(directory, server, "database_list = " + first.name());

    try (Background ticker = pgqd.start(ini.name())) {
      awaitTickAfterEvent(first);
      ini.write(server, "database_list = " + second.name());
      pgqd.run("-r", ini.name()).exitsWith(ExitCode.OK).saying("SIGHUP sent");

      awaitTickAfterEvent(second);
      ticker.awaitOutput("Unregister database: [" + first.name() + "]");
      ini.write(server, "database_lost = " + second.name());
      ticker.signal("HUP").awaitOutput("unknown key database_lost");
      awaitTickAfterEvent(second);
      ticker.stop().exitsWith(ExitCode.OK);
    }
  }

  @Test
  void rotatesVacuumsAndRetries() {
    try (Server server = Servers.fresh("18", Map.of("autovacuum", "off"))) {
      Database database = withQueue(server, "only");
      database.run(
          "select pgq.set_queue_config('q', 'rotation_period', '1 millisecond')",
          "select pgq.register_consumer('q', 'c')",
          "select pgq.event_retry_raw('q', 'c', now(), 1, now(), 0, 't', 'again', null, null,"
              + " null, null)",
          "select pgq.unregister_consumer('q', 'other')");
      Ini ini =
          Ini.ofTicker(
              directory,
              server,
              "maint_period = 0.2",
              "retry_period = 0.2",
              "stats_period = 0.3",
              "connection_lifetime = 1");

      try (Background ticker = pgqd.start(ini.name())) {
        ticker.awaitOutput("{ticks: ");
        long first = database.count(YOUNGEST_SESSION);
        Await.until("its connection is a new one", () -> database.count(YOUNGEST_SESSION) > first);
        Await.until(
            "the event is back in the queue",
            () -> database.count("select count(*) from pgq.event_template") == 1);
        database.run("select pgq.unregister_consumer('q', 'c')");
        Await.until(
            "the queue's tables are rotated",
            () -> database.count("select queue_cur_table from pgq.queue") > 0);
        Await.until(
            "small tables are vacuumed",
            () ->
                database.count(
                        "select count(*) from pg_stat_user_tables"
                            + " where relname = 'tick' and last_vacuum is not null")
                    == 1);

        ticker.stop().exitsWith(ExitCode.OK);
      }
    }
  }

  private static Database withQueue(Server server, String word) {
    Database database = server.createDatabase(word);
    install(database);
    return database;
  }

  private static void install(Database database) {
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq.create_queue('q')",
        "select pgq.set_queue_config('q', 'ticker_max_lag', '0 seconds')");
  }

  private static void awaitTickAfterEvent(Database database) {
    long before = database.count("select max(tick_id) from pgq.tick");
    database.run("select pgq.insert_event('q', 'type', 'data')");
    Await.until(
        "a tick in " + database,
        () -> database.count("select max(tick_id) from pgq.tick") > before);
  }
}
