package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank that everybody measures with: a million accounts move while tellers go on working. */
class AccountsIT {
  private static final int SCALE = 10;

  private static final String[] TABLES = {
    "pgbench_accounts", "pgbench_branches", "pgbench_tellers", "pgbench_history"
  };

  private static final String[] SCHEMA = {
    "create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,"
        + " filler char(22))",
    "create table pgbench_tellers (tid int not null primary key, bid int, tbalance int,"
        + " filler char(84)) with (fillfactor = 100)",
    "create table pgbench_accounts (aid int not null primary key, bid int, abalance int,"
        + " filler char(84)) with (fillfactor = 100)",
    "create table pgbench_branches (bid int not null primary key, bbalance int,"
        + " filler char(88)) with (fillfactor = 100)",
    "alter table pgbench_tellers add foreign key (bid) references pgbench_branches",
    "alter table pgbench_accounts add foreign key (bid) references pgbench_branches",
    "alter table pgbench_history add foreign key (bid) references pgbench_branches",
    "alter table pgbench_history add foreign key (tid) references pgbench_tellers",
    "alter table pgbench_history add foreign key (aid) references pgbench_accounts"
  };

  private final Database old = Servers.get("9.6").createDatabase("bank");
  private final Database young = Servers.get("18").createDatabase("bank");
  private final TwoNodes nodes;

  AccountsIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young, "parallel_copies = 2");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void theBankMovesWhileItWorks() {
    nodes.run(SCHEMA);
    old.run(
        "insert into pgbench_branches (bid, bbalance) select i, 0 from generate_series(1, "
            + SCALE
            + ") i",
        "insert into pgbench_tellers (tid, bid, tbalance)"
            + " select i, (i - 1) / 10 + 1, 0 from generate_series(1, "
            + SCALE * 10
            + ") i",
        "insert into pgbench_accounts (aid, bid, abalance, filler)"
            + " select i, (i - 1) / 100000 + 1, 0, '' from generate_series(1, "
            + SCALE * 100_000
            + ") i");
    String foreignKeys =
        "select conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated"
            + " from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace"
            + " order by 1, 2";
    List<String> keys = old.query(foreignKeys);

    List<Writer> tellers = new ArrayList<>();
    try {
      for (int i = 1; i <= 3; i++) {
        tellers.add(old.keepWriting(transaction(i)).unhurried());
      }
      nodes.replicate(TABLES);
      nodes.leaf().does("compare");
      tellers.forEach(teller -> teller.awaitMore(100));
      tellers.forEach(Writer::stop);
    } finally {
      tellers.forEach(Writer::close);
    }

    nodes.awaitArrival();
    for (String table : TABLES) {
      assertThat(summary(young, table)).as(table).isEqualTo(summary(old, table));
    }
    assertThat(young.query(foreignKeys)).isEqualTo(keys).hasSize(5);
    nodes.assertNoConsumersLeftBehind();
  }

  /** What pgbench calls its tpcb-like script, as one transaction. */
  private static String transaction(int teller) {
    String account = "(1 + :n::bigint * " + (7919 * teller) + " % " + SCALE * 100_000 + ")::int";
    String desk = "(1 + :n * " + (13 * teller) + " % " + SCALE * 10 + ")";
    String branch = "(1 + :n * " + (3 * teller) + " % " + SCALE + ")";
    String delta = "(:n * " + teller + " % 10000 - 5000)";
    return "update pgbench_accounts set abalance = abalance + "
        + delta
        + " where aid = "
        + account
        + "; select abalance from pgbench_accounts where aid = "
        + account
        + "; update pgbench_tellers set tbalance = tbalance + "
        + delta
        + " where tid = "
        + desk
        + "; update pgbench_branches set bbalance = bbalance + "
        + delta
        + " where bid = "
        + branch
        + "; insert into pgbench_history (tid, bid, aid, delta, mtime) values ("
        + String.join(", ", desk, branch, account, delta)
        + ", current_timestamp)";
  }

  /** Count and sum of hashes of all rows: too many to hold them all twice. */
  private static List<String> summary(Database database, String table) {
    return database.query(
        "select count(*), sum(('x' || substr(md5(row(t.*)::text), 1, 15))::bit(60)::bigint) from "
            + table
            + " t");
  }
}
