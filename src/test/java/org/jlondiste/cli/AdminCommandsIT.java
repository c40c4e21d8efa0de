package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as typed, from the words to the exit code. */
class AdminCommandsIT {
  private static final String OUT_OF_REACH =
      "update pgq_node.node_location set node_location = 'host=127.0.0.1 port=1 dbname=none"
          + " user=nobody' where node_name = ";

  @TempDir private Path directory;

  private final Database master = Servers.get("9.6").createDatabase("master");
  private final Database slave = Servers.get("18").createDatabase("slave");

  @BeforeEach
  void iniFiles() throws IOException {
    ini("master", master.connectString());
    ini("slave", slave.connectString());
  }

  @Test
  void theWalkthroughSaysWhatLondisteSays() {
    assertThat(createRoot().err())
        .contains(
            "INFO Initializing node",
            "INFO Location registered",
            "INFO Node \"master\" initialized for queue \"myappq\" with type \"root\"",
            "INFO Done");
    assertThat(createLeaf().err())
        .contains(
            "INFO Subscriber registered: slave",
            "INFO Node \"slave\" initialized for queue \"myappq\" with type \"leaf\"");
    assertThat(createRoot().err()).contains("INFO Node is already initialized as root");
    for (Database database : List.of(master, slave)) {
      database.run(
          "create table orders (id int primary key, note text)", "create sequence numbers");
    }

    assertThat(run(ExitCode.OK, "master", "add-table", "--all").err())
        .contains("INFO Table added: public.orders");
    assertThat(run(ExitCode.OK, "slave", "add-table", "--all").err())
        .contains("INFO Table added: public.orders");
    assertThat(run(ExitCode.OK, "master", "add-seq", "--all").err())
        .contains("INFO Sequence added: public.numbers");
    assertThat(run(ExitCode.OK, "slave", "add-seq", "--all").err())
        .contains("INFO Sequence added: public.numbers");
    assertThat(run(ExitCode.OK, "slave", "resync", "--all").err())
        .contains("INFO Table public.orders state set to NULL");
    assertThat(run(ExitCode.OK, "slave", "status").out())
        .contains("Queue: myappq   Local node: slave\n\nmaster (root)\n")
        .contains("  +--: slave (leaf)\n");
    assertThat(run(ExitCode.OK, "slave", "remove-table", "orders").err())
        .contains("INFO Table removed: public.orders");
    assertThat(run(ExitCode.OK, "slave", "drop-node", "slave").err())
        .contains("Node dropped: slave");
  }

  @Test
  void answersAreTablesAsLondistePrintsThem() {
    createRoot();
    master.run("create table orders (id int primary key)", "create sequence numbers");
    run(ExitCode.OK, "master", "add-table", "orders", "--handler=londiste");

    assertThat(run(ExitCode.OK, "master", "tables").out())
        .isEqualTo(
            """
            Tables on node:
            table_name       merge_state      table_attrs
            ---------------  ---------------  -----------------------
            public.orders    ok               {'handler': 'londiste'}


            """);
    assertThat(run(ExitCode.OK, "master", "tables", "--names-only").out())
        .isEqualTo("public.orders\n");
    assertThat(run(ExitCode.OK, "master", "missing").out())
        .contains("S                public.numbers");
    run(ExitCode.OK, "master", "add-seq", "numbers");
    master.run("update londiste.seq_info set last_value = 20001");
    assertThat(run(ExitCode.OK, "master", "seqs").out())
        .isEqualTo(
            """
            Sequences on node:
            seq_name         local            last_value
            ---------------  ---------------  ---------------
            public.numbers   True             20001


            """);
    assertThat(run(ExitCode.OK, "master", "show-consumers").out())
        .startsWith("Consumers on master@myappq:\n")
        .containsPattern(
            "consumer_name +reads_from +last_tick +lag +pending_events +purpose +state *\n---");
    assertThat(run(ExitCode.OK, "master", "triggers").out())
        .startsWith("Triggers of tables on node:\n")
        .containsPattern("table_name +trigger_name +of +fires +for +function *\n---");
    assertThat(run(ExitCode.OK, "master", "members").out())
        .startsWith("Member info on master@myappq:\n")
        .contains("master           False            host=");
    assertThat(run(ExitCode.OK, "master", "node-info").out())
        .startsWith("Node: master  Type: root  Queue: myappq\nStatus: ")
        .contains("\nProvider: --\n");
    assertThat(run(ExitCode.OK, "master", "node-status").out())
        .startsWith("master (root)\n    Subscribers: \n    Tables: 1/0/0\n    Lag: ");
  }

  @Test
  void answersForProgramsAreJson() throws IOException {
    createRoot();
    createLeaf();
    slave.run(
        "insert into jlondiste.stages"
            + " values ('myappq', 'batches', 'last', 10, now(), 3, 20, 10, 999, 1, 2, 3, 4, 5)");

    Map<String, Object> status =
        JSON.std.mapFrom(run(ExitCode.OK, "slave", "status", "--json").out());

    assertThat(status).containsEntry("queue", "myappq").containsEntry("local_node", "slave");
    assertThat(status.get("nodes")).asInstanceOf(LIST).hasSize(2);
    JsonReference.assertKeys("status", status);
    Map<String, Object> node =
        JSON.std.mapFrom(run(ExitCode.OK, "slave", "node-status", "--json").out());
    assertThat(node).containsEntry("type", "leaf").containsEntry("worker_running", false);
    JsonReference.assertKeys("status: nodes", node);
    JsonReference.assertKeys("status: tables", node.get("tables"));
    JsonReference.list(node, "stages")
        .forEach(stages -> JsonReference.assertKeys("status: stages", stages));
    assertThat(JsonReference.list(node, "stages")).hasSize(1);
    master.run("create table orders (id serial primary key)", "create table more (id int)");
    run(ExitCode.OK, "master", "add-table", "orders");
    run(ExitCode.OK, "master", "add-seq", "--all");
    for (String command :
        List.of(
            "tables",
            "seqs",
            "members",
            "missing",
            "show-consumers",
            "triggers",
            "show-handlers")) {
      List<Object> answer = JSON.std.listFrom(run(ExitCode.OK, "master", command, "--json").out());
      assertThat(answer).as(command).isNotEmpty();
      answer.forEach(object -> JsonReference.assertKeys(command, object));
    }
    Object table = JSON.std.listFrom(run(ExitCode.OK, "master", "triggers", "--json").out()).get(0);
    JsonReference.list(table, "triggers")
        .forEach(trigger -> JsonReference.assertKeys("triggers: triggers", trigger));
    JsonReference.assertKeys(
        "node-info", JSON.std.mapFrom(run(ExitCode.OK, "slave", "node-info", "--json").out()));
  }

  @Test
  void everyAnswerThatCanBeJsonIsJson() throws IOException {
    createRoot();
    createLeaf();
    Map<String, List<String>> arguments = Map.of("queue config", List.of("myappq"));
    // they wait for a worker; their own tests parse what they answer
    List<String> waiting = List.of("compare", "repair");

    for (CommandTable.Entry entry : CommandTable.ALL) {
      if (Help.takesJson(entry) && !waiting.contains(entry.name())) {
        List<String> words = new ArrayList<>(List.of(entry.name().split(" ")));
        words.addAll(arguments.getOrDefault(entry.name(), List.of()));
        CommandLineResult text = result("master", words.toArray(new String[0]));
        words.add("--json");
        CommandLineResult json = result("master", words.toArray(new String[0]));

        assertThat(JSON.std.anyFrom(json.out())).as(json.toString()).isNotNull();
        assertThat(json.exitCode()).isEqualTo(text.exitCode());
        assertThat(text.out()).as(entry.name()).doesNotContain("\033", "\r");
      }
    }
  }

  @Test
  void aCheckEndsByTheGravestThatItFinds() throws IOException {
    String provider = "--provider=" + master.connectString();
    for (Database database : List.of(master, slave)) {
      database.run("create table orders (id int primary key, note text)");
    }
    assertThat(run(ExitCode.OK, "slave", "check", provider).out())
        .startsWith("source  PostgreSQL 9.6")
        .contains("IN ORDER", "1 table looked at: 0 blockers, 0 warnings");

    master.run("create index by_note on orders (note)");
    assertThat(run(ExitCode.DIFFERENT, "slave", "check", provider, "--quiet").out())
        .contains("WARNINGS\n  indexes, target\n    public.orders by_note ")
        .contains("> CREATE INDEX by_note ON ")
        .endsWith("1 table looked at: 0 blockers, 1 warning\n");

    slave.run("drop table orders");
    Map<String, Object> check =
        JSON.std.mapFrom(run(ExitCode.STATE, "slave", "check", provider, "--json").out());
    assertThat(check).containsEntry("blockers", 1).containsEntry("warnings", 0);
    JsonReference.assertKeys("check", check);
    JsonReference.list(check, "findings")
        .forEach(finding -> JsonReference.assertKeys("check: findings", finding));
  }

  @Test
  void foreignKeysThatWaitAreShown() throws IOException {
    createRoot();
    createLeaf();
    for (Database database : List.of(master, slave)) {
      database.run(
          "create table customers (id int primary key)",
          "create table orders (id int primary key, customer int references customers)");
    }
    run(ExitCode.OK, "master", "add-table", "--all");
    run(ExitCode.OK, "slave", "add-table", "orders");
    assertThat(run(ExitCode.OK, "slave", "fkeys").out()).isEmpty();
    slave.run("select londiste.drop_table_fkey('public.orders', 'orders_customer_fkey')");

    assertThat(run(ExitCode.OK, "slave", "fkeys").out())
        .startsWith("Pending foreign keys on node:\n")
        .contains(
            "public.orders    orders_customer_fkey  public.customers  copy of public.orders (to be"
                + " copied); not replicated here: public.customers");

    List<Object> keys = JSON.std.listFrom(run(ExitCode.OK, "slave", "fkeys", "--json").out());
    assertThat(keys).hasSize(1);
    JsonReference.assertKeys("fkeys", keys.get(0));
    run(ExitCode.OK, "slave", "add-table", "customers");
    slave.run("update londiste.table_info set merge_state = 'ok'");
    assertThat(run(ExitCode.OK, "slave", "fkeys").out()).contains("the worker");
  }

  @Test
  void aCopyIsWaitedForInTheForeground() {
    createRoot();
    createLeaf();
    for (Database database : List.of(master, slave)) {
      database.run("create table orders (id int primary key)", "create table more (id int)");
    }
    run(ExitCode.OK, "master", "add-table", "--all");
    run(ExitCode.OK, "slave", "add-table", "--all");

    assertThat(run(ExitCode.INTERRUPTED, "slave", "copy", "orders", "--timeout=0.2").err())
        .contains("error: waited 0.2 s in vain for table public.orders to be in sync");
    slave.run(
        "update londiste.table_info set merge_state = 'ok' where table_name = 'public.orders'");
    assertThat(run(ExitCode.OK, "slave", "copy", "ord*").err()).contains("INFO All done");
    assertThat(run(ExitCode.STATE, "slave", "copy", "ghost").err())
        .contains("error: table ghost is not replicated on this node");
    run(ExitCode.STATE, "master", "copy", "orders");
    run(ExitCode.USAGE, "slave", "copy");
  }

  @Test
  void whatIsNotToBeCheckedOrHasNoEffectIsTaken() {
    String elsewhere = slave.connectString();
    assertThat(run(ExitCode.STATE, "master", "create-root", "master", elsewhere).err())
        .contains("--nocheck skips this check");
    run(ExitCode.OK, "master", "create-root", "master", elsewhere, "--nocheck");
    assertThat(master.query("select node_location from pgq_node.node_location"))
        .containsExactly(elsewhere);
    master.run(
        "update pgq_node.node_location set node_location = '" + master.connectString() + "'");
    createLeaf();

    String refusal = "error: node slave is a leaf";
    assertThat(run(ExitCode.STATE, "slave", "takeover", "master").err()).contains(refusal);
    assertThat(run(ExitCode.STATE, "slave", "takeover", "master", "--target=slave").err())
        .contains(refusal);
  }

  @Test
  void mistakesAreNamedAndHaveTheirExitCodes() {
    run(ExitCode.STATE, "master", "status");
    createRoot();

    assertThat(run(ExitCode.STATE, "master", "add-table", "ghost").err())
        .contains("error: there is no table ghost in database")
        .contains("hint:  'missing' shows what can be added");
    assertThat(run(ExitCode.USAGE, "master", "add-table").err())
        .contains("error: no tables are named");
    assertThat(run(ExitCode.USAGE, "master", "add-table", "x", "--handler=nonesuch").err())
        .contains("error: there is no handler nonesuch");
    assertThat(run(ExitCode.USAGE, "slave", "create-leaf", "slave", slave.connectString()).err())
        .contains("error: a leaf needs a provider");
    assertThat(run(ExitCode.USAGE, "slave", "create-root").err())
        .contains("error: CONNSTR is missing");
    assertThat(run(ExitCode.INTERRUPTED, "master", "pause", "--timeout", "0.2").err())
        .contains("error: waited 0.2 s in vain for worker master of node master to be paused");
  }

  @Test
  void whatWasLeftOutEndsWithOne() {
    createRoot();
    master.run("create unlogged table cache (id int)", "create table orders (id int)");

    assertThat(run(ExitCode.DIFFERENT, "master", "add-table", "--all").err())
        .contains("WARNING Table left out: public.cache: it is unlogged");
  }

  @Test
  void passwordsAreUsedAndNeverStoredOrShown() throws IOException {
    Path rules = directory.resolve("hba");
    Files.writeString(
        rules, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 md5\n");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assumeThat(Servers.get("15").socketDirectory()).as("the server reads our files").isNotEmpty();
    try (Server guarded = Servers.fresh("15", Map.of("hba_file", rules.toString()))) {
      guarded.database().run("create role keeper login superuser password 'sesame'");
      Database root = guarded.createDatabase("guarded");
      String open = root.connectString("keeper") + " password=sesame";
      ini("guarded", open);

      String said =
          run(ExitCode.OK, "guarded", "create-root", "guarded", open).err()
              + run(
                      ExitCode.OK,
                      "slave",
                      "create-leaf",
                      "slave",
                      slave.connectString(),
                      "--provider=" + open)
                  .err()
              + run(ExitCode.OK, "slave", "members").out()
              + run(
                      ExitCode.OK,
                      "slave",
                      "status",
                      "--set",
                      "initial_provider_location=" + open,
                      "--json")
                  .out();

      assertThat(said)
          .contains("The password is not told to the other nodes")
          .contains("\"reachable\" : true")
          .doesNotContain("sesame")
          .doesNotContain("\"reachable\" : false");
      assertThat(root.query("select node_location from pgq_node.node_location").toString())
          .doesNotContain("sesame");
      assertThat(slave.query("select node_location from pgq_node.node_location").toString())
          .doesNotContain("sesame");
      assertThat(
              run(
                      ExitCode.DATABASE,
                      "guarded",
                      "status",
                      "--set",
                      "db=" + root.connectString("keeper") + " password=wrong")
                  .err())
          .contains("password authentication failed")
          .doesNotContain("wrong");
    }
  }

  @Test
  void nodesThatAreGoneForGood() throws IOException {
    Database last = Servers.get("18").createDatabase("last");
    ini("last", last.connectString());
    createRoot();
    run(
        ExitCode.OK,
        "slave",
        "create-branch",
        "slave",
        slave.connectString(),
        "--provider=" + master.connectString(),
        "--sync-watermark=last,other");
    assertThat(slave.value("select node_attrs from pgq_node.node_info"))
        .isEqualTo("sync_watermark=last%2cother");
    run(
        ExitCode.OK,
        "last",
        "create-leaf",
        "last",
        last.connectString(),
        "--provider=" + slave.connectString());

    run(ExitCode.OK, "slave", "tag-dead", "last");
    assertThat(dead(master)).containsExactly("last");
    assertThat(dead(slave)).containsExactly("last");
    last.run("update pgq_node.node_location set dead = true where node_name = 'last'");
    run(ExitCode.OK, "slave", "tag-alive", "last");
    for (Database database : List.of(master, slave, last)) {
      assertThat(dead(database)).as("%s", database).isEmpty();
    }
    for (String command : List.of("tag-dead", "tag-alive")) {
      assertThat(run(ExitCode.STATE, "slave", command, "ghost").err()).contains("ghost");
    }
    assertThat(run(ExitCode.STATE, "slave", "tag-dead", "slave").err())
        .contains("node slave is the one that this command works on");

    slave.run(OUT_OF_REACH + "'master'");
    assertThat(run(ExitCode.DIFFERENT, "slave", "tag-dead", "last").err())
        .contains("node master: cannot connect");
    assertThat(dead(master)).isEmpty();
    assertThat(dead(slave)).containsExactly("last");
    assertThat(run(ExitCode.DIFFERENT, "slave", "status").err())
        .contains("Node 'master' failure: cannot connect");
    CommandLineResult status = run(ExitCode.OK, "slave", "status", "--dead=master");
    assertThat(status.err()).contains("Assuming node 'master' as dead").doesNotContain("failure");
    assertThat(status.out()).contains("master (dead)");

    slave.run(
        "update pgq_node.node_location set dead = false, node_location = '"
            + master.connectString()
            + "' where node_name in ('master', 'last')");
    List.of(master, slave).forEach(database -> database.run(OUT_OF_REACH + "'last'"));
    assertThat(run(ExitCode.USAGE, "master", "takeover", "last", "--dead=slave").err())
        .contains("--dead=slave names another node than OLD");
    assertThat(run(ExitCode.USAGE, "slave", "takeover", "last", "--dead-root", "--dead=last").err())
        .contains("OLD was a root or a branch");
    assertThat(run(ExitCode.STATE, "slave", "takeover", "last").err())
        .contains("node last cannot be reached", "--dead-branch");
    assertThat(run(ExitCode.STATE, "slave", "takeover", "master", "--dead=master").err())
        .contains("node master answers");
    assertThat(run(ExitCode.OK, "slave", "takeover", "last", "--dead=last").err())
        .contains("Assuming node 'last' as dead");
    assertThat(dead(master)).containsExactly("last");
    assertThat(dead(slave)).containsExactly("last");
  }

  private static List<String> dead(Database database) {
    return database.query("select node_name from pgq_node.node_location where dead order by 1");
  }

  private CommandLineResult createRoot() {
    return run(ExitCode.OK, "master", "create-root", "master", master.connectString());
  }

  private CommandLineResult createLeaf() {
    return run(
        ExitCode.OK,
        "slave",
        "create-leaf",
        "slave",
        slave.connectString(),
        "--provider=" + master.connectString());
  }

  private CommandLineResult result(String node, String... words) {
    List<String> line = new ArrayList<>();
    line.add(directory.resolve(node + ".ini").toString());
    line.addAll(List.of(words));
    return CommandLineResult.of(line.toArray(new String[0]));
  }

  private CommandLineResult run(ExitCode expected, String node, String... words) {
    CommandLineResult result = result(node, words);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(expected);
    return result;
  }

  private void ini(String name, String db) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste3]
        job_name = %1$s
        db = %2$s
        queue_name = myappq
        pidfile = %3$s/%%(job_name)s.pid
        """
            .formatted(name, db, directory));
  }
}
