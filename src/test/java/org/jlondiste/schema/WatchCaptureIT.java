package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the root notices of tables that were altered without a word to the set. */
@ParameterizedClass
@ValueSource(strings = {"8.4", "9.6", "18"})
class WatchCaptureIT {
  private static final String LOOK = "select jlondiste.watch_capture('q', false)";

  private final Database database;

  WatchCaptureIT(String version) {
    database = Servers.get(version).createDatabase();
  }

  @BeforeEach
  void capturedTables() {
    database.run("create table goods (id int primary key)", "create table busy (id int)");
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq_node.register_location('q', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('q', 'root', 'root', 'root_w', null, null, null)",
        "select londiste.local_add_table('q', 'public.goods')",
        "select londiste.local_add_table('q', 'public.busy')",
        LOOK);
  }

  @Test
  void aTableThatSomebodyKeepsLockedIsNotWaitedFor() throws SQLException {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table busy in access exclusive mode");
      database.run("alter table goods add n int default 5");

      database.run("set statement_timeout = '5s'; " + LOOK);

      assertThat(told()).isEqualTo(1);
    }
  }

  @Test
  void aDefaultThatIsNotTheSameEverywhereStopsTheTableWhateverTheOthersHave() {
    database.run("alter table goods add n int default 5", LOOK);
    assertThat(told("%, null)")).isZero();

    database.run("alter table goods add at timestamptz default now()", LOOK);
    assertThat(told("%, null)")).isEqualTo(1);

    database.run("alter table goods add number bigserial", LOOK);
    assertThat(told("%, null)")).isEqualTo(2);
  }

  @Test
  void aTableThatTakesTheNameOfAnotherIsNotTakenForIt() {
    database.run("alter table busy rename to renamed", LOOK);
    assertThat(told()).isZero();

    database.run(
        "alter table goods rename to goods_old", "create table goods (id int primary key)", LOOK);
    assertThat(told("%another table took its name%")).isEqualTo(1);
  }

  private long told() {
    return told("%");
  }

  private long told(String like) {
    return database.count(
        "select count(*) from pgq.event_1 where ev_type = 'EXECUTE' and ev_data like '"
            + like
            + "'");
  }
}
