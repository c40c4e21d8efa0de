package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowStatusIT {
  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodes() {
    root.createRoot();
    leaf.createLeaf(root);
  }

  @Test
  void everyMemberSaysHowItIs() {
    root.database()
        .run("create table a (id int primary key)", "create table b (id int primary key)");
    leaf.database().run("create table a (id int primary key)");
    root.addTables();
    leaf.addTables("a");
    root.database().run("insert into a values (1), (2), (3)", "select pgq.force_tick('replika')");
    leaf.database()
        .run(
            "select pgq_node.set_consumer_error('replika', 'slave_worker', 'no luck')",
            "select pgq_node.set_consumer_paused('replika', 'slave_worker', true)");

    ShowStatus.Report report = all(leaf, Set.of());

    assertThat(report.localNode()).isEqualTo("slave");
    NodeStatus master = node(report, "master");
    assertThat(master.isRoot()).isTrue();
    assertThat(master.subscribers()).containsExactly("slave");
    assertThat(master.tables().orElseThrow().inSync()).isEqualTo(2);
    assertThat(master.lag()).isPresent();
    NodeStatus slave = node(report, "slave");
    assertThat(slave.provider()).hasValue("master");
    assertThat(slave.tables().orElseThrow().local()).containsEntry(Phase.MISSING, 1);
    assertThat(slave.tables().orElseThrow().ignored()).isEqualTo(1);
    assertThat(slave.lag()).isPresent();
    assertThat(slave.pendingEvents().orElseThrow()).isGreaterThanOrEqualTo(3);
    assertThat(slave.consumers().get(0).error()).hasValue("no luck");
    assertThat(slave.node().orElseThrow().paused()).isTrue();
  }

  @Test
  void aMemberOutOfReachIsShownWithItsReason() {
    root.database()
        .run(
            "update pgq_node.node_location set node_location = 'host=127.0.0.1 port=1 dbname=x"
                + " user=y' where node_name = 'slave'");

    NodeStatus slave = node(all(root, Set.of()), "slave");

    assertThat(slave.failure().orElseThrow()).contains("cannot connect to database x");
    assertThat(slave.node()).isEmpty();
    assertThat(slave.provider()).hasValue("master");
    assertThat(slave.lastTick()).isPresent();
    assertThat(slave.lag()).isPresent();
  }

  @Test
  void aMemberAssumedDeadIsNotAsked() {
    NodeStatus slave = node(all(root, Set.of("slave")), "slave");

    assertThat(slave.member().dead()).isTrue();
    assertThat(slave.failure()).isEmpty();
    assertThat(slave.node()).isEmpty();
  }

  @Test
  void theLocalNodeAnswersAloneToo() {
    try (Session session = leaf.session()) {
      NodeStatus status = new ShowStatus(session, Place.DATABASES, Place.QUEUE).localOnly();

      assertThat(status.member().name()).isEqualTo("slave");
      assertThat(status.provider()).isEqualTo(Optional.of("master"));
      assertThat(status.lag()).isEmpty();
    }
  }

  private static ShowStatus.Report all(Place place, Set<String> dead) {
    try (Session session = place.session()) {
      return new ShowStatus(session, Place.DATABASES, Place.QUEUE).all(dead);
    }
  }

  private static NodeStatus node(ShowStatus.Report report, String name) {
    return report.nodes().stream()
        .filter(node -> node.member().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
