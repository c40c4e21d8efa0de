package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues for consumers of one's own, made and looked after from the command line. */
class QueueCommandsIT {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void aQueueLivesFromCreationToDrop(String version) throws IOException {
    Database database = nodeIni("app", version);

    run(ExitCode.OK, "app", "queue", "create", "jobs");
    assertThat(run(ExitCode.OK, "app", "queue", "create", "jobs").err())
        .contains("INFO Queue is there already: jobs");
    run(ExitCode.OK, "app", "queue", "config", "jobs", "ticker_max_lag=1 min");
    run(ExitCode.OK, "app", "consumer", "register", "jobs", "mailer");
    database.run("select pgq.insert_event('jobs', 'mail', 'to everybody')");

    String tick = run(ExitCode.OK, "app", "tick", "jobs").out().strip();

    assertThat(tick).matches("\\d+");
    Map<?, ?> queue = single("app", "queue", "status", "--json");
    JsonReference.assertKeys("queue status", queue);
    JsonReference.assertKeys("queue config", queue.get("settings"));
    assertThat(queue.get("last_tick")).hasToString(tick);
    assertThat(queue.get("consumers")).isEqualTo(1);
    assertThat(String.valueOf(queue.get("settings"))).contains("ticker_max_lag=00:01:00");
    Map<?, ?> mailer = single("app", "consumer", "status", "jobs", "mailer", "--json");
    JsonReference.assertKeys("consumer status", mailer);
    assertThat(run(ExitCode.OK, "app", "queue", "status").out())
        .containsPattern(
            "queue_name +node +last_tick +tick_age +ticks +events/s +new_events +consumers *\n---");
    assertThat(run(ExitCode.OK, "app", "consumer", "status", "jobs").out())
        .startsWith("Consumers of ")
        .containsPattern(
            "queue_name +consumer_name +last_tick +lag +pending_events +last_seen +batch *\n---")
        .containsPattern("\njobs +mailer ");
    assertThat(String.valueOf(mailer.get("pending_events"))).matches("[1-9]\\d*");
    assertThat(database.query("select ev_data from pgq.get_batch_events(" + batch(database) + ")"))
        .containsExactly("to everybody");

    assertThat(run(ExitCode.OK, "app", "consumer", "seek", "jobs", "mailer", "last").err())
        .contains("was in its hands: it is taken from it")
        .contains("events passed over");
    assertThat(batch(database)).isEqualTo("null");
    run(ExitCode.OK, "app", "consumer", "seek", "jobs", "mailer", "first");
    assertThat(database.query("select ev_data from pgq.get_batch_events(" + batch(database) + ")"))
        .containsExactly("to everybody");

    assertThat(run(ExitCode.STATE, "app", "queue", "drop", "jobs").err())
        .contains("error: queue jobs has consumers: mailer");
    run(ExitCode.OK, "app", "consumer", "unregister", "jobs", "mailer");
    run(ExitCode.OK, "app", "consumer", "unregister", "jobs", "mailer");
    run(ExitCode.OK, "app", "queue", "drop", "jobs");
    assertThat(database.query("select queue_name from pgq.queue")).isEmpty();
  }

  @Test
  void whatNodesNeedIsLeftAlone() throws IOException {
    Database master = nodeIni("master", "9.6");
    Database slave = nodeIni("slave", "18");
    run(ExitCode.OK, "master", "create-root", "master", master.connectString());
    run(
        ExitCode.OK,
        "slave",
        "create-branch",
        "slave",
        slave.connectString(),
        "--provider=" + master.connectString());
    master.run("select pgq.register_consumer('myappq', 'slave.copy.public.orders')");
    List<String> before = consumers(master);

    for (String consumer : List.of("slave", ".global_watermark", "slave.copy.public.orders")) {
      run(ExitCode.STATE, "master", "consumer", "seek", "myappq", consumer, "last");
      run(ExitCode.STATE, "master", "consumer", "unregister", "myappq", consumer);
    }
    run(ExitCode.STATE, "master", "consumer", "unregister", "myappq", "slave", "--force");
    assertThat(run(ExitCode.STATE, "master", "queue", "drop", "myappq", "--force").err())
        .contains("error: queue myappq belongs to node master")
        .contains("hint:  'drop-node master'");
    run(ExitCode.STATE, "slave", "queue", "config", "myappq", "external_ticker=false");
    assertThat(run(ExitCode.STATE, "slave", "tick").err()).contains("make them on the root");

    assertThat(consumers(master)).isEqualTo(before);
    assertThat(run(ExitCode.OK, "master", "tick").out()).matches("\\d+\n");
    master.run("update pgq.queue set queue_ticker_paused = true");
    assertThat(run(ExitCode.STATE, "master", "tick").err())
        .contains("the ticks of queue myappq are paused")
        .contains("ticker_paused=false");
    run(
        ExitCode.OK,
        "master",
        "consumer",
        "unregister",
        "myappq",
        "slave.copy.public.orders",
        "--force");
  }

  @Test
  void aQueueThatTriggersWriteToIsNotDropped() throws IOException {
    Database database = nodeIni("app", "18");
    run(ExitCode.OK, "app", "queue", "create", "größe");
    database.run(
        "create table orders (id int primary key)",
        "create trigger log after insert on orders for each row"
            + " execute procedure pgq.logutriga('größe')");

    assertThat(run(ExitCode.STATE, "app", "queue", "drop", "größe", "--force").err())
        .contains("error: triggers write to queue größe, on public.orders");

    database.run("insert into orders values (1)", "drop trigger log on orders");
    run(ExitCode.OK, "app", "queue", "drop", "größe");
  }

  @Test
  void wrongWordsAreNamedAndNothingIsDone() throws IOException {
    Database database = nodeIni("app", "18");
    run(ExitCode.OK, "app", "queue", "create", "jobs");
    run(ExitCode.OK, "app", "consumer", "register", "jobs", "mailer");

    assertThat(
            run(
                    ExitCode.USAGE,
                    "app",
                    "queue",
                    "config",
                    "jobs",
                    "ticker_max_count=7",
                    "rotation_period=soon")
                .err())
        .contains("error: 'soon' is no value for rotation_period");
    assertThat(database.count("select queue_ticker_max_count from pgq.queue")).isEqualTo(500);
    assertThat(run(ExitCode.USAGE, "app", "queue", "config", "jobs", "color=red").err())
        .contains("error: a queue has no setting color", "ticker_max_lag");
    assertThat(run(ExitCode.STATE, "app", "consumer", "seek", "jobs", "mailer", "77").err())
        .contains("error: queue jobs has no tick 77", "it holds ticks from 1 to 1");
    run(ExitCode.STATE, "app", "consumer", "seek", "jobs", "ghost", "last");
    run(ExitCode.STATE, "app", "tick", "ghost");
    run(ExitCode.STATE, "app", "queue", "status", "jobs", "ghost");
    run(ExitCode.STATE, "app", "consumer", "status", "ghost");
    assertThat(run(ExitCode.USAGE, "app", "queue").err())
        .contains("error: command 'queue' needs a second word", "'queue create' or 'queue drop'");
    assertThat(run(ExitCode.USAGE, "app", "queue", "crate", "x").err())
        .contains("did you mean 'queue create'?");
  }

  @Test
  void theFileOfATickerServesAsWell() throws IOException {
    Database first = nodeIni("first", "18");
    Database second = nodeIni("second", "18");
    String server = first.connectString().replaceAll("dbname=\\S+", "");
    Files.writeString(
        directory.resolve("ticker.ini"),
        "[pgqd]\nbase_connstr = %s\ndatabase_list = %s, %s\n"
            .formatted(server, first.name(), second.name()));

    assertThat(run(ExitCode.USAGE, "ticker", "queue", "create", "jobs").err())
        .contains("error:", "hint:  --database=NAME says which one is meant");
    run(ExitCode.OK, "ticker", "queue", "create", "jobs", "--database=" + first.name());
    run(ExitCode.OK, "ticker", "queue", "create", "mails", "--database", second.name());

    assertThat(run(ExitCode.OK, "ticker", "queue", "status").out())
        .contains("Queues of " + first.name() + ":", "Queues of " + second.name() + ":")
        .containsPattern("(?m)^jobs .*\n\n")
        .containsPattern("(?m)^mails ");
    assertThat(run(ExitCode.OK, "ticker", "consumer", "status", "--json").out()).startsWith("[");
    assertThat(
            run(
                    ExitCode.DIFFERENT,
                    "ticker",
                    "queue",
                    "status",
                    "jobs",
                    "--set=database_list=" + first.name() + ",nonesuch")
                .err())
        .contains("nonesuch");
    run(ExitCode.USAGE, "first", "tick", "jobs", "--database=" + second.name());
  }

  private Map<?, ?> single(String ini, String... words) throws IOException {
    List<Object> answer = JSON.std.listFrom(run(ExitCode.OK, ini, words).out());
    assertThat(answer).hasSize(1);
    return (Map<?, ?>) answer.get(0);
  }

  /** A batch of the consumer, as SQL. */
  private static String batch(Database database) {
    return database.value("select coalesce(pgq.next_batch('jobs', 'mailer')::text, 'null')");
  }

  private static List<String> consumers(Database database) {
    return database.query("select consumer_name, last_tick from pgq.get_consumer_info('myappq')");
  }

  private Database nodeIni(String name, String version) throws IOException {
    Database database = Servers.get(version).createDatabase(name);
    Files.writeString(
        directory.resolve(name + ".ini"),
        "[londiste3]\ndb = %s\nqueue_name = myappq\n".formatted(database.connectString()));
    return database;
  }

  private CommandLineResult run(ExitCode expected, String ini, String... words) {
    List<String> line = new ArrayList<>();
    line.add(directory.resolve(ini + ".ini").toString());
    line.addAll(List.of(words));
    CommandLineResult result = CommandLineResult.of(line.toArray(new String[0]));
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(expected);
    return result;
  }
}
