package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropNodeIT {
  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place branch = new Place(Servers.get("15").createDatabase("branch"), "middle");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void threeNodesInARow() {
    root.createRoot();
    branch.createBranch(root);
    leaf.createLeaf(branch);
  }

  @Test
  void aDroppedLeafIsForgottenByAll() {
    leaf.database().run("create table orders (id int primary key)");
    root.database().run("create table orders (id int primary key)");
    root.addTables("orders");
    branch
        .database()
        .run(
            "select londiste.global_add_table('replika', 'public.orders')",
            "update londiste.table_info set local = true, merge_state = 'ok'",
            "select pgq.register_consumer('replika', 'slave_worker.copy.public.orders')");
    leaf.addTables("orders");

    assertThat(drop(leaf, "slave").failures()).isEmpty();

    assertThat(leaf.database().query("select * from pgq_node.node_info")).isEmpty();
    assertThat(branch.database().query("select * from pgq_node.subscriber_info")).isEmpty();
    assertThat(branch.database().query("select consumer_name from pgq.get_consumer_info()"))
        .containsExactly(".global_watermark");
    assertThat(root.database().query("select node_name from pgq_node.node_location order by 1"))
        .containsExactly("master", "middle");
    leaf.database().run("insert into orders values (1)");
  }

  @Test
  void aNodeDroppedTwiceIsUnknownTheSecondTime() {
    drop(root, "slave");

    assertThatThrownBy(() -> drop(root, "slave"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("node slave is not a member of queue replika");
  }

  @Test
  void aNodeThatOthersReadFromIsNotDropped() {
    assertThatThrownBy(() -> drop(root, "middle"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("node middle still has subscribers: slave");

    assertThat(branch.database().query("select node_name from pgq_node.node_info"))
        .containsExactly("middle");
  }

  @Test
  void aNodeOutOfReachIsDroppedEverywhereElse() {
    for (Place place : List.of(root, branch, leaf)) {
      place
          .database()
          .run(
              "update pgq_node.node_location set node_location = 'host=127.0.0.1 port=1 dbname=x"
                  + " user=y' where node_name = 'slave'");
    }

    DropNode.Report report = drop(root, "slave");

    assertThat(report.failures()).singleElement().asString().startsWith("node slave: cannot conn");
    assertThat(branch.database().query("select * from pgq_node.subscriber_info")).isEmpty();
    assertThat(root.database().query("select node_name from pgq_node.node_location order by 1"))
        .containsExactly("master", "middle");
  }

  @Test
  void theDroppedDatabaseCanBecomeANodeAgain() {
    drop(leaf, "slave");

    leaf.createLeaf(branch);

    assertThat(branch.database().query("select subscriber_node from pgq_node.subscriber_info"))
        .containsExactly("slave");
  }

  @Test
  void theLastNodeDropped() {
    drop(root, "slave");
    drop(root, "middle");

    assertThat(drop(root, "master").failures()).isEmpty();

    assertThat(root.database().query("select queue_name from pgq.queue")).isEmpty();
    root.createRoot();
  }

  private static DropNode.Report drop(Place place, String name) {
    try (Session session = place.session()) {
      return new DropNode(session, Place.DATABASES, Place.QUEUE).run(name);
    }
  }
}
