package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/tutorial.md, as they stand there, in one shell. Only the servers' names
 * are replaced; psql, pg_dump and pg_dumpall are small stand-ins, for a build has no client
 * programs.
 */
class TutorialIT {
  private static final List<String> TABLES =
      List.of("customers", "products", "orders", "page_views");
  private static final String GRANT = "grant insert on page_views to shop_app";
  private static final List<String> ROWS =
      List.of(
          "insert into customers (email, name)"
              + " select 'c' || n || '@example.org', 'c' || n from generate_series(1, 500) n",
          "insert into products values ('a', 'A', 1.50, 0.1, '\\x00ff')",
          "insert into orders (customer_id) select id from customers",
          "insert into page_views (path) select '/' || n from generate_series(1, 100) n",
          "create role shop_app login",
          GRANT);

  @TempDir private Path directory;
  private final Database old = Servers.get("9.6").createDatabase("shop");
  private final Database young = Servers.get("18").createDatabase("shop");

  @AfterEach
  void stopWhatStillRuns() throws IOException {
    for (String ini : List.of("old.ini", "new.ini")) {
      if (Files.exists(directory.resolve(ini))) {
        Tool.run(directory, "-k", "--wait", ini);
      }
    }
    old.run("drop owned by shop_app", "drop role shop_app");
    young.run("drop owned by shop_app", "drop role shop_app");
  }

  @Test
  void itsCommandsMoveTheDatabase() throws IOException, InterruptedException {
    old.run(schema());
    old.run(ROWS.toArray(String[]::new));

    String output = run(String.join("\n", Page.of("docs/tutorial.md").blocks("sh")));

    assertThat(output).contains("page_views", "Tables: 7/0/0", "All done");
    Rows.assertSameRows(old, young, TABLES);
    assertThat(young.count("select nextval('orders_id_seq')"))
        .isGreaterThan(old.count("select last_value from orders_id_seq"));
    young.runAs("shop_app", "insert into page_views (path) values ('/after-the-move')");
    assertThat(
            old.query("select tgname from pg_trigger where tgname like '#_londiste%' escape '#'"))
        .isEmpty();
  }

  private String run(String commands) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("schema.sql"), schema() + GRANT);
    return Shell.in(directory)
        .program("psql", Shell.java() + " org.jlondiste.docs.PlainSql \"$@\"")
        .program("pg_dump", "cat '" + directory.resolve("schema.sql") + "'")
        .program("pg_dumpall", "echo 'create role shop_app login'")
        .run(
            commands
                .replace("host=old-server dbname=shop", old.connectString())
                .replace("host=new-server dbname=shop", young.connectString()),
            Map.of());
  }

  private static String schema() throws IOException {
    try (InputStream in = TutorialIT.class.getResourceAsStream("/org/jlondiste/demo/shop.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
