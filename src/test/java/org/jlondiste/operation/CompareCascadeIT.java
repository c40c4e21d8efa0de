package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.compare.Method;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.operation.CompareCascade.NodeReport;
import org.jlondiste.operation.CompareCascade.Report;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.Test;

/** Each node is compared with the one that it reads from, and none is passed over in silence. */
class CompareCascadeIT {
  private static final String BACKSTAGE = "set session_replication_role = replica; ";

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place branch = new Place(Servers.get("18").createDatabase("branch"), "middle");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");
  private final Place other = new Place(Servers.get("9.6").createDatabase("other"), "other");

  @Test
  void eachNodeIsComparedWithItsProvider() {
    root.createRoot();
    assertThatThrownBy(() -> compare(root))
        .isInstanceOf(StateError.class)
        .hasMessage("node master is the root, and no node reads from it");
    branch.createBranch(root);
    leaf.createLeaf(branch);
    other.createLeaf(root);
    for (Place place : List.of(root, branch, leaf, other)) {
      place.database().run("create table orders (id int primary key, note text)");
      place.addTables("orders");
    }
    root.database().run("create table items (id int primary key)");
    root.addTables("items");
    other.database().run("create table items (id int primary key)");
    other.addTables("items");
    root.database().run("insert into orders select i, 'n' from generate_series(1, 50) i");
    try (Workers workers = Workers.of(root, branch, leaf, other)) {
      List.of(branch, leaf, other).forEach(workers::awaitSync);

      allAreTheSame();
      whatDiffersIsSaidOfTheNodeThatDiffers();
      rowsThatTheProviderSpreadsOverTablesAreNotSaidToBeTheSame();
      aNodeWhoseProviderIsTaggedAsDeadIsNamed();
      aNodeOutOfReachIsNamedAndTheOthersAreCompared();
    }
  }

  private void allAreTheSame() {
    Report all = compare(root);
    assertThat(all.allSame()).as("%s", all).isTrue();
    assertThat(words(all))
        .containsExactlyInAnyOrder(
            "middle of master: public.orders SAME by master",
            "slave of middle: public.orders SAME by middle",
            "other of master: public.orders SAME by master",
            "other of master: public.items SAME by master");
    assertThat(words(compare(branch)))
        .containsExactly(
            "middle of master: public.orders SAME by master",
            "slave of middle: public.orders SAME by middle");
    assertThat(words(compare(leaf)))
        .containsExactly("slave of middle: public.orders SAME by middle");
    // not every node has every table, but one of them should
    assertThat(words(compare(root, "items", "ghost")))
        .containsExactly(
            "master of : ghost SKIPPED by ", "other of master: public.items SAME by master");
    assertThat(compare(root, "ghost").allSame()).isFalse();
  }

  private void whatDiffersIsSaidOfTheNodeThatDiffers() {
    leaf.database().run(BACKSTAGE + "update orders set note = 'm' where id = 7");
    Report damaged = compare(root);
    assertThat(damaged.allSame()).isFalse();
    assertThat(words(damaged))
        .contains(
            "middle of master: public.orders SAME by master",
            "slave of middle: public.orders DIFFERENT by middle",
            "other of master: public.orders SAME by master");
    branch.database().run("alter table orders disable trigger user");
    branch.database().run(BACKSTAGE + "update orders set note = 'm' where id = 7");
    branch.database().run("alter table orders enable trigger user");
    // what both lack of the root is said of the first of them
    assertThat(words(compare(branch)))
        .containsExactly(
            "middle of master: public.orders DIFFERENT by master",
            "slave of middle: public.orders SAME by middle");
    assertThat(compare(branch).allSame()).isFalse();
  }

  private void rowsThatTheProviderSpreadsOverTablesAreNotSaidToBeTheSame() {
    branch.database().run("update londiste.table_info set table_attrs = 'handler=dispatch'");
    assertThat(words(compare(leaf)))
        .containsExactly("slave of middle: public.orders SKIPPED by middle");
    branch.database().run("update londiste.table_info set table_attrs = null");
  }

  private void aNodeWhoseProviderIsTaggedAsDeadIsNamed() {
    String tag = "update pgq_node.node_location set dead = %s where node_name = 'middle'";
    root.database().run(tag.formatted(true));

    Report report = compare(root);

    assertThat(report.allSame()).isFalse();
    assertThat(words(report))
        .anyMatch(words -> words.startsWith("slave of : it reads from middle, which is dead"))
        .noneMatch(words -> words.startsWith("middle"));
    root.database().run(tag.formatted(false));
  }

  private void aNodeOutOfReachIsNamedAndTheOthersAreCompared() {
    for (Place place : List.of(root, branch)) {
      place
          .database()
          .run(
              "update pgq_node.node_location set node_location = 'host=127.0.0.1 port=1 dbname=x'"
                  + " where node_name = 'middle'");
    }
    Report hidden = compare(root);
    assertThat(hidden.allSame()).isFalse();
    assertThat(hidden.nodes())
        .extracting(NodeReport::node, node -> node.problem().isEmpty())
        .contains(tuple("middle", false), tuple("other", true));
    assertThat(words(hidden))
        .contains(
            "slave of middle: public.orders SAME by middle",
            "other of master: public.orders SAME by master");

    // and where nobody can tell any more what the leaf behind it reads from
    root.database()
        .run(
            "update pgq_node.node_location set node_location = 'host=127.0.0.1 port=1 dbname=x'"
                + " where node_name = 'slave'");
    assertThat(words(compare(root)))
        .anyMatch(words -> words.startsWith("middle of master: "))
        .anyMatch(words -> words.startsWith("slave of : "))
        .contains("other of master: public.orders SAME by master");
    root.database().run("update pgq_node.node_location set dead = true where node_name = 'slave'");
    assertThat(words(compare(root))).noneMatch(words -> words.startsWith("slave"));
  }

  private static List<String> words(Report report) {
    return report.nodes().stream()
        .flatMap(
            node -> {
              String name = node.node() + " of " + node.provider() + ": ";
              return node.problem().isEmpty()
                  ? node.tables().results().stream()
                      .map(
                          result ->
                              name
                                  + result.table()
                                  + " "
                                  + result.verdict().outcome()
                                  + " by "
                                  + result.provider())
                  : List.of(name + node.problem()).stream();
            })
        .toList();
  }

  private static Report compare(Place place, String... tables) {
    return new CompareCascade(
            new LocalNode(
                Place.QUEUE,
                place.node() + "_worker",
                purpose -> Place.DATABASES.open(place.location(), purpose),
                Place.DATABASES),
            Waiter.sleeping(),
            new HandlerCatalog(Surroundings.Settings.DEFAULT))
        .run(
            new CompareTables.Request(
                List.of(tables),
                new Method(false, Optional.empty(), Optional.empty(), 10),
                false,
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(10)));
  }
}
