package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jlondiste.error.ExitCode;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that others wrote for PgQ work with our queue, and our ticker with theirs. */
class OriginalConsumerIT {
  private static final String SCRIPT = "consumer.py";
  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path directory;

  @BeforeEach
  void script() throws IOException {
    try (InputStream script = OriginalConsumerIT.class.getResourceAsStream(SCRIPT)) {
      Files.copy(script, directory.resolve(SCRIPT));
    }
  }

  @Test
  void aConsumerInPythonReadsRetriesAndFinishes() throws IOException, InterruptedException {
    Database database = ours("18");
    python(database, "", "consume", "--register");
    python(database, "now a b\nlater c\n", "produce");
    tick(database);

    assertThat(python(database, "", "consume"))
        .containsExactly(
            "event single event extra None", "event now a b None None", "event later c None None");
    assertThat(python(database, "", "consume")).isEmpty();
    database.run("select pgq.maint_retry_events()");
    tick(database);
    assertThat(python(database, "", "consume")).containsExactly("event later c None 1");

    assertThat(database.query("select consumer_name, pending_events from pgq.get_consumer_info()"))
        .containsExactly("reader|0");
    python(database, "", "consume", "--unregister");
    assertThat(database.query("select consumer_name from pgq.get_consumer_info()")).isEmpty();
  }

  @Test
  void severalConsumersInPythonShareTheirBatches() throws IOException, InterruptedException {
    Database database = ours("18");
    python(database, "", "share", "--register", "--set", "subconsumer_name=one");
    python(database, "", "share", "--register", "--set", "subconsumer_name=two");
    database.run("select pgq.insert_event('q', 'now', '1')");
    tick(database);
    database.run("select pgq_coop.next_batch('q', 'reader', 'two')");
    database.run("select pgq.insert_event('q', 'now', '2')");
    tick(database);

    assertThat(python(database, "", "share", "--set", "subconsumer_name=one"))
        .containsExactly("event now 2 None None");
    assertThat(python(database, "", "share", "--set", "subconsumer_name=two"))
        .containsExactly("event now 1 None None");
  }

  @Test
  void pgqdTicksAndMaintainsOurQueue() {
    Database database = ours("15");
    retryOneEvent(database);
    try (Original original = new Original(directory, "ours", database)) {
      original.startTicker();
      awaitMaintenance(database);
      assertThat(original.ticker())
          .contains("pgq version ok: 3.5")
          .doesNotContain("ERROR")
          .doesNotContain("WARNING");
    }
  }

  @Test
  void ourTickerTicksAndMaintainsTheirQueue() throws IOException {
    Database database = Servers.withExtensions().createDatabase("theirs");
    database.run("create extension pgq");
    queue(database);
    retryOneEvent(database);
    Files.writeString(
        directory.resolve("ticker.ini"),
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        database_list = %s
        ticker_period = 0.1
        maint_period = 1
        retry_period = 1
        """
            .formatted(database.server().host(), database.server().port(), database.name()));
    try (Background ticker = Tool.in(directory).calledAs("pgqd").start("ticker.ini")) {
      awaitMaintenance(database);
      ticker.stop().exitsWith(ExitCode.OK).notSaying("ERROR").notSaying("WARNING");
    }
  }

  private static Database ours(String version) {
    Database database = Servers.get(version).createDatabase("ours");
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    queue(database);
    return database;
  }

  private static void queue(Database database) {
    database.run(
        "select pgq.create_queue('q')",
        "select pgq.set_queue_config('q', 'ticker_max_lag', '0')",
        "select pgq.set_queue_config('q', 'rotation_period', '0')");
  }

  private static void tick(Database database) {
    assertThat(database.count("select pgq.ticker()")).isEqualTo(1);
  }

  private static void retryOneEvent(Database database) {
    database.run(
        "select pgq.register_consumer('q', 'c')",
        "select pgq.insert_event('q', 'again', 'data')",
        "select pgq.ticker('q')",
        "select pgq.event_retry(pgq.next_batch('q', 'c'), 1, 0)",
        "select pgq.finish_batch(1)");
  }

  /** The retried event comes back in a batch, and afterwards the tables of events take turns. */
  private static void awaitMaintenance(Database database) {
    Await.until(
        "the retried event is in a batch",
        () -> {
          String batch = database.value("select coalesce(pgq.next_batch('q', 'c'), 0)");
          if (batch.equals("0")) {
            return false;
          }
          List<String> events =
              database.query("select ev_type, ev_retry from pgq.get_batch_events(" + batch + ")");
          database.run("select pgq.finish_batch(" + batch + ")");
          return events.contains("again|1");
        });
    Await.until(
        "writers turn to the next table",
        () -> {
          database.run("select pgq.finish_batch(pgq.next_batch('q', 'c'))");
          return database.count("select queue_cur_table from pgq.queue") > 0;
        });
  }

  /** Runs the script until it has nothing to do; the lines that it printed about events. */
  private List<String> python(Database database, String input, String what, String... options)
      throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("reader.ini"),
        """
        [reader]
        job_name = reader
        db = %s
        queue_name = q
        loop_delay = 0
        """
            .formatted(database.connectString()));
    Path in = Files.writeString(directory.resolve("input"), input, StandardCharsets.UTF_8);
    Path out = directory.resolve("output");
    List<String> command = new ArrayList<>(List.of(Packaged.python().toString(), SCRIPT, what));
    command.add("reader.ini");
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as("%s said: %s", command, lines).isTrue();
    return lines.stream().filter(line -> line.startsWith("event ")).toList();
  }
}
