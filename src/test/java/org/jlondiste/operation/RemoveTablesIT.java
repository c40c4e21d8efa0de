package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoveTablesIT {
  private static final TableName ORDERS = new TableName("public", "orders");

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodesWithATable() {
    root.createRoot();
    leaf.createLeaf(root);
    for (Place place : List.of(root, leaf)) {
      place.database().run("create table orders (id int primary key)");
      place.addTables("orders");
    }
  }

  @Test
  void aTableRemovedOnALeafStaysInTheSet() {
    assertThat(remove(leaf, "orders").removed()).containsExactly(ORDERS);

    assertThat(leaf.tableInfo()).containsExactly("public.orders|f|null");
    assertThat(root.tableInfo()).containsExactly("public.orders|t|ok");
    leaf.database().run("insert into orders values (1)");
  }

  @Test
  void aTableRemovedOnTheRootLeavesTheSet() {
    assertThat(remove(root, "orders").removed()).containsExactly(ORDERS);

    assertThat(root.tableInfo()).isEmpty();
    assertThat(
            root.database()
                .query("select tgname from pg_trigger where tgrelid = 'orders'::regclass"))
        .isEmpty();
  }

  @Test
  void removingTwiceChangesNothingMore() {
    remove(leaf, "orders");
    remove(root, "orders");

    assertThat(remove(leaf, "orders").removed()).isEmpty();
    assertThat(remove(root, "orders").removed()).isEmpty();
  }

  @Test
  void allMeansAllThatAreReplicatedHere() {
    assertThat(remove(leaf).removed()).containsExactly(ORDERS);
    assertThat(remove(leaf).removed()).isEmpty();
  }

  @Test
  void whatABrokenCopyLeftBehindIsTidiedUp() {
    leaf.database()
        .run(
            "create table items (id int primary key, order_id int)",
            "update londiste.table_info set merge_state = 'in-copy'",
            "insert into jlondiste.copy (queue_name, table_name, start_tick, in_chunks,"
                + " expected_rows, expected_bytes) values"
                + " ('replika', 'public.orders', 1, true, 10, 100)",
            "insert into jlondiste.copy_ddl values ('replika', 'public.orders', 'orders_id',"
                + " false, 'create index orders_id on public.orders (id)')",
            "insert into londiste.pending_fkeys values ('public.items', 'public.orders', 'to_order',"
                + " 'alter table only public.items add constraint to_order foreign key (order_id)"
                + " references public.orders')",
            "select pgq_node.register_consumer('replika', 'slave_worker.copy.public.orders',"
                + " 'master', 1)");
    root.database()
        .run("select pgq.register_consumer('replika', 'slave_worker.copy.public.orders')");

    assertThat(remove(leaf, "orders").leftOut()).isEmpty();

    assertThat(leaf.database().query("select indexname from pg_indexes where tablename = 'orders'"))
        .containsExactlyInAnyOrder("orders_pkey", "orders_id");
    assertThat(leaf.database().query("select conname from pg_constraint where contype = 'f'"))
        .contains("to_order");
    for (String table : List.of("jlondiste.copy", "jlondiste.copy_ddl", "londiste.pending_fkeys")) {
      assertThat(leaf.database().query("select * from " + table)).as(table).isEmpty();
    }
    assertThat(leaf.database().query("select consumer_name from pgq_node.local_state"))
        .containsExactly("slave_worker");
    assertThat(root.database().query("select consumer_name from pgq.get_consumer_info()"))
        .doesNotContain("slave_worker.copy.public.orders");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> remove(root, "orders", "ghost"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("there is no table ghost");

    assertThat(root.tableInfo()).containsExactly("public.orders|t|ok");
  }

  @Test
  void noNamesAndNotAllIsAMistake() {
    try (Session session = root.session()) {
      RemoveTables remove =
          new RemoveTables(
              session, Place.DATABASES, Place.QUEUE, Place.NO_WAIT, Duration.ofMillis(200));

      assertThatThrownBy(() -> remove.run(List.of(), false)).isInstanceOf(UsageError.class);
    }
  }

  private static RemoveTables.Report remove(Place place, String... words) {
    try (Session session = place.session()) {
      return new RemoveTables(
              session, Place.DATABASES, Place.QUEUE, Place.NO_WAIT, Duration.ofMillis(200))
          .run(List.of(words), true);
    }
  }
}
