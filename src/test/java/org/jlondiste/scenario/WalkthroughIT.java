package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An upgrade as Londiste's users know it, command by command, while the application writes. */
@AcrossVersions
class WalkthroughIT {
  private static final String[] SCHEMA = {
    "create table customers (id serial primary key, name text not null)",
    "create table orders (id int primary key, note text,"
        + " customer int references customers on delete cascade)",
    "create index orders_by_customer on orders (customer)",
    "create table visits (path text, at timestamptz default now())",
    "create schema crm",
    "create table crm.\"Odd name\" (\"Key\" text primary key, amount numeric(10, 2))",
    "create sequence invoice_number"
  };

  private static final List<String> TABLES =
      List.of("customers", "orders", "visits", "crm.\"Odd name\"");

  private static final List<String> SEQUENCES = List.of("customers_id_seq", "invoice_number");

  private static final String LOG_LINE =
      "(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\d+ INFO ";

  @TempDir private Path directory;

  @AfterEach
  void leaveNothingRunning() {
    for (String name : List.of("pgqd", "master", "slave")) {
      daemon(name).close();
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aDatabaseMovesToAnotherServer(String from, String to) throws IOException {
    Database old = Servers.get(from).createDatabase("myapp");
    Database young = Servers.get(to).createDatabase("myapp");
    old.run(SCHEMA);
    young.run(SCHEMA);
    old.run(
        "insert into customers (name) select 'customer ' || i from generate_series(1, 2000) i",
        "insert into orders select i, 'order ' || i, 1 + i % 2000 from generate_series(1, 5000) i",
        "insert into visits (path) select '/page/' || i % 100 from generate_series(1, 1000) i",
        "insert into crm.\"Odd name\" select 'key ' || i, i / 7.0 from generate_series(1, 100) i");
    writeFiles(old, young);

    try (Writer orders = old.keepWritingTo("orders").unhurried();
        Writer others =
            old.keepWriting(
                    "insert into customers (name) values ('new ' || nextval('invoice_number'))",
                    "insert into visits (path) values ('/new/' || :n)",
                    "update crm.\"Odd name\" set amount = :n"
                        + " where \"Key\" = 'key ' || (1 + :n % 100)",
                    "delete from customers where id = 1 + :n % 500",
                    "update visits set path = '/seen' where path = '/page/' || :n % 100")
                .unhurried()) {
      does("pgqd -d pgqd.ini");
      does("londiste3 master.ini create-root master '" + old.connectString() + "'")
          .saying("INFO Node \"master\" initialized for queue \"myappq\" with type \"root\"");
      does("londiste3 -d master.ini worker");
      does("londiste3 slave.ini create-leaf slave '"
              + young.connectString()
              + "' --provider='"
              + old.connectString()
              + "'")
          .saying("INFO Node \"slave\" initialized for queue \"myappq\" with type \"leaf\"");
      does("londiste3 -d slave.ini worker");
      does("londiste3 master.ini add-table --all").saying("Table added: public.orders");
      does("londiste3 master.ini add-seq --all").saying("Sequence added: public.invoice_number");
      does("londiste3 slave.ini add-table --all").saying("Table added: crm.Odd name");
      does("londiste3 slave.ini add-seq --all");
      does("londiste3 slave.ini resync --all").saying("Table public.orders state set to NULL");
      does("londiste3 slave.ini wait-sync");
      does("londiste3 slave.ini status")
          .saying("master (root)")
          .saying("slave (leaf)")
          .saying("Tables: 4/0/0");
      does("londiste3 slave.ini compare");
      orders.awaitMore(50);
      orders.stop();
      others.stop();
    }
    does("londiste3 slave.ini wait-root");

    Rows.assertSameRows(old, young, TABLES);
    for (String sequence : SEQUENCES) {
      String value = "select last_value from " + sequence;
      long reached = old.count(value);
      Await.until(sequence + " does not fall back", () -> young.count(value) >= reached);
    }
    theLogsTellIt();
    theDaemonsObey();
  }

  /**
   * Up and down, or those that the system property {@code walkthrough.pairs} names: 11:18,18:13.
   */
  static List<Arguments> pairs() {
    String named = System.getProperty("walkthrough.pairs", "");
    if (named.isEmpty()) {
      return Servers.pairs(
              new Servers.Pair("9.3", "18"),
              new Servers.Pair("9.6", "17"),
              new Servers.Pair("18", "9.6"))
          .stream()
          .map(pair -> Arguments.of(pair.source(), pair.target()))
          .toList();
    }
    return Stream.of(named.split(",", -1))
        .map(pair -> Arguments.of((Object[]) pair.split(":", -1)))
        .toList();
  }

  private void theLogsTellIt() {
    assertThat(daemon("master").logged())
        .containsPattern(
            LOG_LINE + "Node \"master\" initialized for queue \"myappq\" with type \"root\"$")
        .doesNotContain("ERROR");
    assertThat(daemon("slave").logged())
        .containsPattern(
            LOG_LINE + "Node \"slave\" initialized for queue \"myappq\" with type \"leaf\"$")
        .containsPattern(LOG_LINE + "\\{count: \\d+, duration: ")
        .doesNotContain("ERROR");
  }

  private void theDaemonsObey() {
    Daemon slave = daemon("slave");
    slave.signal("HUP");
    slave.awaitLogged("Config reloaded");
    ProcessHandle worker = slave.process().orElseThrow();
    does("londiste3 -s slave.ini");
    Await.until("the worker has ended", () -> !worker.isAlive());
    assertThat(slave.pidFile()).doesNotExist();

    ProcessHandle killed = daemon("master").process().orElseThrow();
    does("londiste3 -k master.ini");
    Await.until("the root's worker has ended", () -> !killed.isAlive());

    ProcessHandle ticker = daemon("pgqd").process().orElseThrow();
    does("pgqd -s pgqd.ini");
    Await.until("the ticker has ended", () -> !ticker.isAlive());
    assertThat(daemon("pgqd").logged()).contains("Got SIGINT, shutting down");
    assertThat(daemon("pgqd").pidFile()).doesNotExist();
  }

  private void writeFiles(Database old, Database young) throws IOException {
    Files.writeString(
        directory.resolve("pgqd.ini"),
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        database_list = %s
        check_period = 1
        logfile = pgqd.log
        pidfile = pgqd.pid
        """
            .formatted(old.server().host(), old.server().port(), old.name()));
    writeNode("master", old);
    writeNode("slave", young);
  }

  private void writeNode(String name, Database database) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste3]
        db = %s
        queue_name = myappq
        logfile = %%(job_name)s.log
        pidfile = %%(job_name)s.pid
        """
            .formatted(database.connectString()));
  }

  private Daemon daemon(String name) {
    return new Daemon(Tool.in(directory), directory, name);
  }

  /** Runs a line as one types it into a shell. */
  private Run does(String line) {
    return CommandLine.parse(line).runIn(directory).exitsWith(ExitCode.OK);
  }
}
