package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node goes back to Londiste's worker at a bad moment: it copies afresh or stops with an error,
 * and leaves nothing out.
 */
class BorderGuardIT {
  private static final String TABLE = "create table orders (id int primary key, note text)";

  @TempDir private Path directory;

  @ParameterizedTest(name = "the schemas of the leaf are {0}")
  @ValueSource(strings = {"ours", "theirs"})
  void nothingIsLeftOut(String owner) throws SQLException {
    Database first = Servers.get("15").createDatabase("guard_root");
    Database second =
        owner.equals("ours")
            ? Servers.get("17").createDatabase("guard_leaf")
            : Servers.withExtensions().createDatabase("guard_leaf");
    if (owner.equals("theirs")) {
      second.run("create extension pgq", "create extension pgq_node", "create extension londiste");
    }
    try (Original top = new Original(directory, "top", first);
        Original end = new Original(directory, "end", second, "exception_sleep = 0.2");
        Daemon ourTop = top.ourWorker();
        Daemon ourEnd = end.ourWorker()) {
      first.run(TABLE, "insert into orders select i, 'order ' || i from generate_series(1, 50) i");
      second.run(TABLE);
      top.ours("create-root", "top", first.connectString());
      ourTop.start();
      top.ours("add-table", "orders", "--trigger-flags=AIUDL");
      end.ours("create-leaf", "end", second.connectString(), "--provider=" + first.connectString());
      ourEnd.start();
      end.ours("add-table", "orders", "--wait-sync");

      if (owner.equals("ours")) {
        aCopyUnderWay(first, second, end);
      } else {
        aDeadWorkerOfOursIsToldFromLondistes(first, second, end);
      }
      aStoppedTable(first, second, end, owner.equals("ours"));
    }
  }

  private static void aDeadWorkerOfOursIsToldFromLondistes(
      Database first, Database second, Original end) {
    end.ourWorker().killHard();
    end.startWorker();
    first.run("update orders set note = 'by theirs' where id = 1");
    Await.until(
        "Londiste's worker is told from ours",
        () -> second.count("select count(*) from jlondiste.node_worker") == 0);
    assertThat(end.ours("status", "--json").out()).contains("\"worker_running\" : null");
    end.stopWorker();
    end.ourWorker().start();
  }

  /** Where the schemas are ours, Londiste's worker is told that there is no copy. */
  private static void aStoppedTable(
      Database first, Database second, Original end, boolean copiedAfreshAtOnce) {
    second.runTogether(
        "set local session_replication_role = replica", "delete from orders where id = 42");
    first.run("update orders set note = 'changed' where id = 42");
    Await.until(
        "orders stops", () -> second.count("select count(*) from jlondiste.stopped_table") == 1);
    if (copiedAfreshAtOnce) {
      assertThat(
              second.query(
                  "select coalesce(merge_state, 'missing') from londiste.get_table_list('myappq')"))
          .as("what Londiste's nodes behind a branch are told")
          .containsExactly("missing");
    }
    end.ourWorker().stop();
    second.run("insert into jlondiste.copy values ('myappq', 'public.orders', 1, 1, true, 0, 0)");
    long position = end.position();
    first.run("update orders set note = 'changed, too' where id = 43");

    end.startWorker();
    if (!copiedAfreshAtOnce) {
      awaitLogged(end, "jlondiste has stopped table public.orders");
      assertThat(end.position()).isEqualTo(position);
      end.does("resync", "orders");
    }
    Await.until(
        "Londiste's worker has copied the table",
        () ->
            end.position() > position
                && "ok".equals(second.value("select merge_state from londiste.table_info")));
    assertThat(second.count("select count(*) from jlondiste.stopped_table")).isZero();
    assertThat(second.count("select count(*) from jlondiste.copy"))
        .as("what was noted of a copy of ours")
        .isZero();
    long goal = first.count("select pgq.force_tick('" + Node.QUEUE + "')");
    Await.until("the leaf reaches tick " + goal, () -> end.position() >= goal);
    Rows.assertSameRows(first, second, "orders");
  }

  private static void aCopyUnderWay(Database first, Database second, Original end)
      throws SQLException {
    try (var blocker = second.connect();
        var statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("lock table orders in share mode");
      end.ours("resync", "orders");
      Await.until(
          "the copy begins",
          () -> "in-copy".equals(second.value("select merge_state from londiste.table_info")));
      end.ourWorker().killHard();
    }
    Await.until(
        "the session of the dead worker has ended",
        () -> second.count("select count(*) from pg_locks where classid = 7106") == 0);
    long position = end.position();
    first.run("update orders set note = 'during the copy' where id = 44");

    end.startWorker();
    awaitLogged(end, "jlondiste is not done with the copy of table public.orders");
    assertThat(end.position()).isEqualTo(position);
    end.stopWorker();

    end.ourWorker().start();
    end.ours("wait-sync");
    end.ours("wait-root");
    Rows.assertSameRows(first, second, "orders");
  }

  private static void awaitLogged(Original node, String words) {
    Await.until(node + " logs \"" + words + "\"", () -> node.logged().contains(words));
  }
}
