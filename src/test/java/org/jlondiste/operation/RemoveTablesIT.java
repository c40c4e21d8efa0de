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
          new RemoveTables(session, Place.QUEUE, Place.NO_WAIT, Duration.ofMillis(200));

      assertThatThrownBy(() -> remove.run(List.of(), false)).isInstanceOf(UsageError.class);
    }
  }

  private static RemoveTables.Report remove(Place place, String... words) {
    try (Session session = place.session()) {
      return new RemoveTables(session, Place.QUEUE, Place.NO_WAIT, Duration.ofMillis(200))
          .run(List.of(words), true);
    }
  }
}
