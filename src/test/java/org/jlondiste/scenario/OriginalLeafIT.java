package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root of ours feeds a leaf that Londiste itself made and runs. */
class OriginalLeafIT {
  private static final String[] SCHEMA = {
    "create table orders (id int primary key, note text)", "create sequence invoice_number"
  };

  @TempDir private Path directory;

  @Test
  void itFollowsARootOfOurs() {
    Database source = Servers.get("9.6").createDatabase("original");
    Database target = Servers.withExtensions().createDatabase("original");
    source.run(SCHEMA);
    target.run(SCHEMA);
    source.run("insert into orders select i, 'order ' || i from generate_series(1, 3000) i");

    try (Node root = new Node(directory, "master", source);
        Original leaf = new Original(directory, "slave", target);
        Writer writer = source.keepWritingTo("orders").unhurried()) {
      root.createRoot();
      root.worker().start();
      root.does("add-table", "orders", "--trigger-flags=AIUDL");
      root.does("add-seq", "invoice_number");

      leaf.does(
          "create-leaf", "slave", target.connectString(), "--provider=" + source.connectString());
      leaf.startWorker();
      leaf.does("add-table", "orders");
      leaf.does("add-seq", "invoice_number");
      Await.until(
          "the table is in sync",
          () -> target.value("select merge_state from londiste.table_info").equals("ok"));
      writer.awaitMore(30);
      writer.stop();
      source.run("insert into orders values (9000001, e'a&b=c%d+e ü\\n'), (9000002, null)");

      leaf.does("wait-root");
      Rows.assertSameRows(source, target, "orders");
      root.does("status").saying("slave (leaf)").saying("Tables: 1/0/0");
      source.run("select nextval('invoice_number') from generate_series(1, 1000)");
      Await.until(
          "the sequence is ahead of the root's",
          () -> target.count("select last_value from invoice_number") >= 1000);
      assertThat(leaf.logged()).doesNotContain("ERROR");
    }
  }
}
