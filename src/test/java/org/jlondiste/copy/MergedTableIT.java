package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;

/** Two queues that are replicated into one table do not take each other's rows away. */
class MergedTableIT {
  private final Database database = Servers.get("18").createDatabase();

  @Test
  void aTableThatAnotherQueueHasComeToFillIsNotClaimed() {
    try (Session session = database.session()) {
      new Installer(session).install();
      leafOf("east");
      MergedTable table = new MergedTable(session, "east", new TableName("public", "orders"));
      table.claim();

      leafOf("west");

      assertThat(table.isShared()).isTrue();
      assertThatThrownBy(table::claim).isInstanceOf(StateError.class);
      assertThat(database.count("select count(*) from jlondiste.merged_part")).isEqualTo(1);
    }
  }

  @Test
  void aCopyKeepsOnlyThoseOfTheSameTableWaiting() {
    try (Session east = database.session();
        Session west = database.session()) {
      new Installer(east).install();
      leafOf("east");
      leafOf("west");
      west.execute("set lock_timeout = '1s'");
      TableName orders = new TableName("public", "orders");
      TableName visits = new TableName("public", "visits");

      boolean firstEmpties =
          east.transaction(
              () -> {
                boolean empties = new MergedTable(east, "east", orders).join();
                assertThat(west.transaction(new MergedTable(west, "west", visits)::join)).isTrue();
                assertThatThrownBy(
                        () -> west.transaction(new MergedTable(west, "west", orders)::join))
                    .hasMessageContaining("lock timeout");
                return empties;
              });

      assertThat(firstEmpties).isTrue();
      assertThat(west.transaction(new MergedTable(west, "west", orders)::join)).isFalse();
    }
  }

  private void leafOf(String queue) {
    database.run(
        "select pgq_node.register_location('" + queue + "', 'root', 'dbname=there', false)",
        "select pgq_node.register_location('" + queue + "', 'leaf', 'dbname=here', false)",
        "select pgq_node.create_node('" + queue + "', 'leaf', 'leaf', 'worker', 'root', 1, null)",
        "insert into londiste.table_info (queue_name, table_name, local, merge_state)"
            + " values ('"
            + queue
            + "', 'public.orders', true, 'in-copy')");
  }
}
