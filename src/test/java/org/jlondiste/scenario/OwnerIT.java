package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a role that is no superuser and may not make roles, with no more rights than told. */
class OwnerIT {
  private static final String OWNER = "shop_owner";

  private static final String[] SCHEMA = {
    "create sequence numbers",
    "create table customers (id int primary key)",
    "create table orders (id int primary key, customer int references customers, note text)"
  };

  private final Path directory;
  private final Database old = Servers.get("9.6").createDatabase("owned");
  private final Database young = Servers.get("18").createDatabase("owned");
  private final Node master;
  private final Node slave;
  private final Daemon ticker;

  OwnerIT(@TempDir Path directory) {
    this.directory = directory;
    for (Database database : List.of(old, young)) {
      if (database.count("select count(*) from pg_roles where rolname = '" + OWNER + "'") == 0) {
        database.run("create role " + OWNER + " login");
      }
      database.run("alter schema public owner to " + OWNER);
      database.runAs(OWNER, SCHEMA);
    }
    master =
        new Node(directory, "master", old, old.connectString(OWNER), List.of("ticker_period = 0"));
    slave = new Node(directory, "slave", young, young.connectString(OWNER), List.of());
    ticker = new Daemon(Tool.in(directory).calledAs("pgqd"), directory, "ticker");
  }

  @AfterEach
  void leaveNothingRunning() {
    slave.close();
    ticker.close();
    master.close();
  }

  @Test
  void anOwnerReplicatesWhatIsItsOwn() throws IOException {
    Files.writeString(
        directory.resolve("ticker.ini"),
        """
        [pgqd]
        base_connstr = host=%s port=%d user=%s
        initial_database = %4$s
        database_list = %4$s
        check_period = 1
        logfile = ticker.log
        pidfile = ticker.pid
        """
            .formatted(old.server().host(), old.server().port(), OWNER, old.name()));
    old.run("alter database " + old.name() + " owner to " + OWNER);
    young.run(
        "grant create on database " + young.name() + " to " + OWNER,
        "grant set on parameter session_replication_role to " + OWNER);
    old.runAs(
        OWNER,
        "insert into customers select generate_series(1, 10)",
        "insert into orders select i, 1 + i % 10, 'old' from generate_series(1, 100) i");

    master.createRoot();
    ticker.start();
    master.worker().start();
    slave.createLeaf(master).notSaying("will not be able to work");
    slave.worker().start();
    for (Node node : List.of(master, slave)) {
      node.does("add-table", "--all");
      node.does("add-seq", "--all");
    }
    slave.awaitInSync("customers", "orders");
    long number = old.count("select setval('numbers', 1000)");
    old.runAs(
        OWNER,
        "insert into customers values (11)",
        "insert into orders values (101, 11, 'new')",
        "update orders set note = 'changed' where id = 1",
        "delete from orders where id = 2");
    TwoNodes.of(master, slave).assertSameRows("customers", "orders");
    slave.does("compare");
    Await.until(
        "the root's worker publishes sequences",
        () -> young.count("select last_value from numbers") >= number);
    slave.does("status").notSaying("NOT UPTODATE");
    assertThat(master.worker().logged() + slave.worker().logged() + ticker.logged())
        .doesNotContain("ERROR");

    followsWhereASuperuserCreatedTheNode();
  }

  /** Where the right cannot be granted, the function of a superuser's installation lends it. */
  private void followsWhereASuperuserCreatedTheNode() {
    Database lent = Servers.get("9.6").createDatabase("lent");
    lent.run("alter schema public owner to " + OWNER);
    lent.runAs(OWNER, SCHEMA);
    try (Node third = new Node(directory, "third", lent, lent.connectString(OWNER), List.of())) {
      third.createLeaf(master, "--set", "db=" + lent.connectString());
      lent.run("grant londiste_writer to " + OWNER);
      third.does("add-table", "--all");
      third.worker().start();
      third.awaitInSync("customers", "orders");
      old.runAs(OWNER, "insert into orders values (102, 11, 'newer')");
      TwoNodes.of(master, third).assertSameRows("customers", "orders");
      assertThat(third.worker().logged()).doesNotContain("ERROR");
    }
  }
}
