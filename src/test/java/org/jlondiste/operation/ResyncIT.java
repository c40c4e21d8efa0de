package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResyncIT {
  private static final TableName ORDERS = new TableName("public", "orders");

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodesInSync() {
    root.createRoot();
    leaf.createLeaf(root);
    for (Place place : List.of(root, leaf)) {
      place.database().run("create table orders (id int primary key)");
      place.addTables("orders");
    }
    leaf.database()
        .run("update londiste.table_info set merge_state = 'ok', custom_snapshot = '1:1:'");
  }

  @Test
  void aTableIsMarkedForAFreshCopy() {
    assertThat(resync("orders").restarted()).containsExactly(ORDERS);

    assertThat(
            leaf.database().query("select merge_state, custom_snapshot from londiste.table_info"))
        .containsExactly("null|null");
  }

  @Test
  void markingTwiceIsMarkingOnce() {
    resync();

    resync();

    assertThat(leaf.tableInfo()).containsExactly("public.orders|t|null");
  }

  @Test
  void oneUnknownNameAndNothingIsMarked() {
    assertThatThrownBy(() -> resync("orders", "ghost"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("table ghost is not replicated on this node");

    assertThat(leaf.tableInfo()).containsExactly("public.orders|t|ok");
  }

  @Test
  void aTableThatTheProviderLacksIsRefused() {
    root.database().run("update londiste.table_info set local = false");

    assertThatThrownBy(() -> resync("orders"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("Table public.orders does not exist on node master");
  }

  @Test
  void theRootHasNothingToCopyFrom() {
    assertThatThrownBy(() -> resync(root, "orders"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("node master is the root");
  }

  @Test
  void aMoveFromAnotherStateThanExpectedNamesBoth() {
    try (Session session = leaf.session()) {
      Tables tables = new Tables(session, Place.QUEUE);

      assertThatThrownBy(
              () ->
                  tables.move(
                      ORDERS,
                      TableTransition.COPIED,
                      new TableState.InCopy(),
                      new TableState.CatchingUp()))
          .isInstanceOf(StateError.class)
          .hasMessage("table public.orders was to go from in-copy to catching-up, but it is ok");
    }
  }

  private Resync.Report resync(String... words) {
    return resync(leaf, words);
  }

  private static Resync.Report resync(Place place, String... words) {
    try (Session session = place.session()) {
      return new Resync(session, Place.DATABASES, Place.QUEUE)
          .run(new Resync.Request(List.of(words), true, Optional.empty(), false));
    }
  }
}
