package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Run;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is said once, in the operator's words, and nothing is left half done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
  private static final String OURS =
      "select count(*) from pg_namespace"
          + " where nspname in ('pgq', 'pgq_node', 'londiste', 'jlondiste')";

  private Path directory;
  private Database old;
  private Database young;
  private Node master;
  private Node slave;

  @BeforeAll
  void twoNodes(@TempDir Path directory) {
    this.directory = directory;
    old = Servers.get("15").createDatabase("refused");
    young = Servers.get("17").createDatabase("refused");
    master = new Node(directory, "master", old);
    slave = new Node(directory, "slave", young);
    master.createRoot();
    slave.createLeaf(master);
  }

  @AfterAll
  void leaveNothingRunning() {
    slave.close();
    master.close();
  }

  @Test
  void aMisspeltKeyIsNamedWithTheOneThatWasMeant() throws IOException {
    Node node = new Node(directory, "misspelt", old, "paralel_copies = 4");

    node.does("status").saying("paralel_copies, did you mean parallel_copies?");

    file("typo.ini", "[pgqd]\nbase_connstr = host=127.0.0.1\ntiker_period = 1\n");
    assertThat(refusal(ExitCode.CONFIGURATION, "pgqd", "typo.ini"))
        .contains("tiker_period, did you mean ticker_period?");
  }

  @Test
  void filesThatAreNoneOrLackSomething() throws IOException {
    assertThat(refusal(ExitCode.CONFIGURATION, "londiste3", "nowhere.ini", "status"))
        .contains("nowhere.ini");

    file("other.ini", "[something]\ndb = dbname=x\n");
    assertThat(refusal(ExitCode.CONFIGURATION, "londiste3", "other.ini", "status"))
        .contains("[londiste3]");

    file("nothing.ini", "[londiste3]\nqueue_name = myappq\n");
    assertThat(refusal(ExitCode.CONFIGURATION, "londiste3", "nothing.ini", "status"))
        .contains("db");
  }

  @Test
  void aDatabaseThatIsAway() throws IOException {
    file(
        "away.ini",
        """
        [londiste3]
        db = host=127.0.0.1 port=1 dbname=x user=postgres
        queue_name = myappq
        pidfile = away.pid
        logfile = away.log
        """);

    assertThat(refusal(ExitCode.DATABASE, "londiste3", "away.ini", "status"))
        .contains("127.0.0.1")
        .contains("refused");
    assertThat(refusal(ExitCode.DATABASE, "londiste3", "-d", "away.ini", "worker"))
        .contains("refused");
    assertThat(directory.resolve("away.pid")).doesNotExist();
  }

  @Test
  void aNodeKeepsItsTypeAndName() {
    master.createRoot().saying("Node is already initialized as root");
    assertThat(refusal(slave.run("create-root", "slave", young.connectString())))
        .contains("leaf slave of queue myappq already")
        .contains("drop-node slave");
    assertThat(refusal(master.run("create-root", "other", old.connectString())))
        .contains("root master of queue myappq already");
  }

  @Test
  void aProviderThatCannotProvide() {
    Database empty = Servers.get("15").createDatabase("empty");
    Database third = Servers.get("17").createDatabase("third");
    Node node = new Node(directory, "third", third);
    List<String> members = members();

    for (String provider :
        List.of(empty.connectString(), young.connectString(), "host=127.0.0.1 port=1 dbname=x")) {
      Run run = node.run("create-leaf", "third", third.connectString(), "--provider=" + provider);
      refusal(run);
      assertThat(third.count(OURS)).as("what is left of %s", run).isZero();
    }
    assertThat(members()).isEqualTo(members);
  }

  @Test
  void aWorkerOutlivesItsNode() {
    Database third = Servers.get("17").createDatabase("third");
    try (Node guest = new Node(directory, "guest", third)) {
      guest.createLeaf(master);
      guest.worker().start();
      awaitArrival(third);

      guest.does("drop-node", "guest");
      guest.worker().awaitLogged("ERROR");
      guest.createLeaf(master);

      awaitArrival(third);
      assertThat(guest.worker().isRunning()).isTrue();
    }
  }

  private void awaitArrival(Database leaf) {
    long tick = old.count("select pgq.force_tick('" + Node.QUEUE + "')");
    Await.until(
        "the leaf's worker reaches tick " + tick,
        () -> leaf.count("select max(last_tick_id) from pgq_node.local_state") >= tick);
  }

  @Test
  void anotherQueueThanTheProviders() {
    Database third = Servers.get("17").createDatabase("third");
    Node node = new Node(directory, "fourth", third);
    List<String> members = members();

    assertThat(
            refusal(
                node.run(
                    "create-leaf",
                    "fourth",
                    third.connectString(),
                    "--provider=" + old.connectString(),
                    "--set",
                    "queue_name=otherq")))
        .contains("otherq");
    assertThat(third.count(OURS)).isZero();
    assertThat(members()).isEqualTo(members);
  }

  @Test
  void tablesThatDoNotFit() {
    old.run(
        "create table absent (id int primary key)",
        "create table narrow (id int primary key, a int, b int)",
        "create table odd (id int primary key, amount int)",
        "create table keyless (x int)");
    young.run(
        "create table narrow (id int primary key, a int)",
        "create table odd (id int primary key, amount bytea)",
        "create table keyless (x int)");
    master.does("add-table", "absent", "narrow", "odd", "keyless");

    refusal(master.run("add-table", "nonesuch"));
    assertThat(refusal(slave.run("add-table", "absent"))).contains("absent").contains("--create");
    assertThat(refusal(slave.run("add-table", "narrow"))).contains("narrow").contains("b");
    assertThat(refusal(slave.run("add-table", "odd"))).contains("amount");
    refusal(slave.run("add-table", "keyless", "odd"));
    assertThat(young.count("select count(*) from londiste.table_info where local")).isZero();

    slave.does("add-table", "keyless");
    assertThat(young.query("select table_name from londiste.table_info where local"))
        .containsExactly("public.keyless");
  }

  @Test
  void aRoleWithoutRights() {
    Database closed = Servers.get("15").createDatabase("closed");
    closed.run(
        "create role nobody_special login",
        "revoke all on database " + closed.name() + " from public");
    closed.run("grant connect on database " + closed.name() + " to nobody_special");
    String connectString = closed.connectString("nobody_special");
    Node node = new Node(directory, "plain", closed, connectString, List.of());

    assertThat(refusal(ExitCode.DATABASE, node.run("create-root", "plain", connectString)))
        .contains("permission denied");

    assertThat(closed.count(OURS)).isZero();
  }

  @Test
  void aWorkerWithoutANode() {
    Database empty = Servers.get("17").createDatabase("empty");
    Node node = new Node(directory, "nobody", empty);

    assertThat(refusal(node.run("worker"))).contains("create-root");
    assertThat(refusal(node.run("worker", "-d"))).contains("create-root");

    assertThat(node.worker().pidFile()).doesNotExist();
    assertThat(empty.count(OURS)).isZero();
  }

  @Test
  void aPidFileOfALivingAndOfADeadProcess() {
    master.worker().start();

    assertThat(refusal(master.run("-d", "worker"))).contains("Pidfile exists");
    assertThat(master.worker().isRunning()).isTrue();

    master.worker().killHard();
    master.worker().start().saying("Ignoring stale pidfile");
    master.worker().stop();
  }

  @Test
  void passwordsStayWhereTheyAre(@TempDir Path place) throws IOException {
    Path rules = place.resolve("hba");
    Files.writeString(
        rules, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 md5\n");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    assumeThat(Servers.get("15").socketDirectory()).as("the server reads our files").isNotEmpty();
    try (Server guarded = Servers.fresh("15", Map.of("hba_file", rules.toString()))) {
      guarded.database().run("create role keeper login superuser password 'sesame'");
      Database here = guarded.createDatabase("guarded");
      Database there = guarded.createDatabase("guarded");
      assertThat(
              refusal(
                  ExitCode.DATABASE,
                  guardedNode(place, "wrong", here, "mustard").run("create-root", "w", "host=x")))
          .contains("password authentication failed")
          .doesNotContain("mustard");

      try (TwoNodes nodes =
          TwoNodes.created(
              guardedNode(place, "master", here, "sesame"),
              guardedNode(place, "slave", there, "sesame"))) {
        nodes.run("create table orders (id int primary key)");
        here.run("insert into orders values (1)");
        nodes.replicate("orders");
        nodes.assertSameRows("orders");

        String said =
            nodes.leaf().does("status", "-v").out() + nodes.leaf().does("node-info").out();
        assertThat(said).doesNotContain("sesame");
        for (Node node : List.of(nodes.root(), nodes.leaf())) {
          assertThat(node.worker().logged()).isNotEmpty().doesNotContain("sesame");
          assertThat(node.database().query("select * from pgq_node.node_location").toString())
              .contains("keeper")
              .doesNotContain("sesame");
        }
      }
    }
  }

  private static Node guardedNode(Path place, String name, Database database, String password) {
    return new Node(
        place,
        name,
        database,
        database.connectString("keeper") + " password=" + password,
        List.of("log_level = debug", "remote_extra_connstr = password=" + password));
  }

  private List<String> members() {
    return old.query("select node_name from pgq_node.node_location order by 1");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private String refusal(ExitCode code, String program, String... words) {
    return refusal(code, Tool.in(directory).calledAs(program).run(words));
  }

  /** What a refused command said: one error, a hint perhaps, and no trace of our insides. */
  private static String refusal(ExitCode code, Run run) {
    run.exitsWith(code);
    return refusal(run);
  }

  private static String refusal(Run run) {
    assertThat(run.exitCode())
        .as(run.toString())
        .isNotIn(ExitCode.OK.value(), ExitCode.INTERNAL.value());
    assertThat(run.err().lines().filter(line -> line.startsWith("error: ")))
        .as(run.toString())
        .hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
    return run.err();
  }
}
