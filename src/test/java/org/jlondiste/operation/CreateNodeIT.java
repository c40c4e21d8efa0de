package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jlondiste.operation.Place.DATABASES;
import static org.jlondiste.operation.Place.QUEUE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.junit.jupiter.api.Test;

class CreateNodeIT {
  private static final String NOTE =
      "select ret_code from pgq_node.register_location('replika', 'slave', '%s', false)";
  private static final String WHERE_IT_IS =
      "select node_location from pgq_node.node_location where node_name = 'slave'";

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @Test
  void anEmptyDatabaseBecomesTheRoot() {
    CreateNode.Report report = root.createRoot();

    assertThat(report.created()).isTrue();
    NodeInfo node = info(root);
    assertThat(node.type()).isEqualTo(NodeType.ROOT);
    assertThat(node.name()).isEqualTo("master");
    assertThat(node.workerName()).isEqualTo("master_worker");
    assertThat(node.providerNode()).isEqualTo("master");
  }

  @Test
  void aBranchInAnotherEncodingIsRefused() {
    root.createRoot();
    Place other =
        new Place(
            Servers.get("18")
                .createDatabase("latin", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'"),
            "middle");

    assertThatThrownBy(() -> other.createBranch(root))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("UTF8 to LATIN1");
    assertThat(root.database().query("select node_name from pgq_node.node_location"))
        .containsExactly("master");
  }

  @Test
  void aRootCreatedTwiceIsTheSameRoot() {
    root.createRoot();
    List<String> before = root.database().query("select * from pgq_node.node_info");

    CreateNode.Report report = root.createRoot();

    assertThat(report.created()).isFalse();
    assertThat(root.database().query("select * from pgq_node.node_info")).isEqualTo(before);
  }

  @Test
  void aLeafKnowsAllMembersAndTheListOfTables() {
    root.database().run("create table orders (id int primary key)", "create sequence numbers");
    root.createRoot();
    root.addTables("orders");
    root.addSequences("numbers");

    leaf.createLeaf(root);

    NodeInfo node = info(leaf);
    assertThat(node.type()).isEqualTo(NodeType.LEAF);
    assertThat(node.providerNode()).isEqualTo("master");
    assertThat(node.workerLastTick()).isPresent();
    assertThat(members(leaf)).containsExactly("master", "slave");
    assertThat(members(root)).containsExactly("master", "slave");
    assertThat(leaf.tableInfo()).containsExactly("public.orders|f|null");
    assertThat(leaf.database().query("select seq_name, local from londiste.seq_info"))
        .containsExactly("public.numbers|f");
    assertThat(root.database().query("select subscriber_node from pgq_node.subscriber_info"))
        .containsExactly("slave");
  }

  @Test
  void aLeafCreatedTwiceIsTheSameLeaf() {
    root.createRoot();
    leaf.createLeaf(root);

    assertThat(leaf.createLeaf(root).created()).isFalse();

    assertThat(members(leaf)).containsExactly("master", "slave");
  }

  @Test
  void aBranchHasAQueueThatBeginsAtTheGlobalWatermark() {
    root.createRoot();

    leaf.createBranch(root);

    assertThat(info(leaf).type()).isEqualTo(NodeType.BRANCH);
    assertThat(info(leaf).globalWatermark()).isEqualTo(info(root).globalWatermark());
  }

  @Test
  void aLeafBehindABranchIsKnownToTheRoot() {
    Place branch = new Place(Servers.get("15").createDatabase("branch"), "middle");
    root.createRoot();
    branch.createBranch(root);

    leaf.createLeaf(branch);

    assertThat(members(root)).containsExactly("master", "middle", "slave");
    assertThat(info(leaf).providerNode()).isEqualTo("middle");
  }

  @Test
  void aCreateThatFailedOnceIsSimplyGivenAgain() {
    root.createRoot();
    root.database()
        .run(
            "select pgq_node.register_location('replika', 'slave', '"
                + leaf.location()
                + "', false)",
            "select pgq_node.register_subscriber('replika', 'slave', 'slave_worker', null)");

    leaf.createLeaf(root);

    assertThat(info(leaf).name()).isEqualTo("slave");
    assertThat(root.database().query("select subscriber_node from pgq_node.subscriber_info"))
        .containsExactly("slave");
  }

  @Test
  void aMemberThatIsNotedTwiceAtOnceIsNotedOnce() throws SQLException, InterruptedException {
    root.createRoot();
    List<String> codes = new ArrayList<>();

    whileAWorkerNotesIt(
        root.database(), () -> codes.addAll(root.database().query(NOTE.formatted("host=second"))));

    assertThat(codes).containsExactly("200");
    assertThat(root.database().query(WHERE_IT_IS)).containsExactly("host=second");
  }

  @Test
  void aCommandNotesItAlsoWherePgqsFunctionFails() throws SQLException, InterruptedException {
    Database original = Servers.withExtensions().createDatabase("noted");
    original.run("create extension pgq", "create extension pgq_node");

    whileAWorkerNotesIt(
        original,
        () -> {
          try (Session session = new Place(original, "original").session()) {
            session.transactionally(
                () ->
                    new Membership(session, Place.QUEUE)
                        .registerLocation("slave", "host=second", false));
          }
        });

    assertThat(original.query(WHERE_IT_IS)).containsExactly("host=second");
  }

  /** Does something that has to wait for a worker which has just heard of the same member. */
  private static void whileAWorkerNotesIt(Database database, Runnable work)
      throws SQLException, InterruptedException {
    try (Connection worker = database.connect()) {
      worker.setAutoCommit(false);
      try (Statement statement = worker.createStatement()) {
        statement.execute(NOTE.formatted("host=first"));
      }
      Thread command = new Thread(work);
      command.start();
      Await.until(
          "the second waits for the first",
          () -> database.count("select count(*) from pg_locks l where not l.granted") == 1);
      worker.commit();
      command.join();
    }
  }

  @Test
  void aMemberThatAnOldSnapshotDoesNotShowIsAnError() throws SQLException {
    root.createRoot();
    String note = "select pgq_node.register_location('replika', 'slave', 'host=here', false)";
    try (Connection old = root.database().connect();
        Statement statement = old.createStatement()) {
      old.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read");
      statement.execute("select 1 from pg_class limit 1");
      root.database().run(note);

      assertThatThrownBy(() -> statement.execute(note))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("duplicate key");
    }
  }

  @Test
  void aFailureLeavesNothingInTheLocalDatabase() {
    root.createRoot();
    leaf.database().run("create schema pgq_node");

    assertThatThrownBy(() -> leaf.createLeaf(root)).isInstanceOf(UserError.class);

    assertThat(
            leaf.database()
                .query(
                    "select nspname from pg_namespace where nspname in"
                        + " ('pgq', 'londiste', 'jlondiste')"))
        .isEmpty();
  }

  @Test
  void aNodeOfAnotherTypeIsRefused() {
    root.createRoot();

    assertThatThrownBy(() -> root.createLeaf(leaf))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("is the root master of queue replika already");
  }

  @Test
  void aNodeOfAnotherNameIsRefused() {
    root.createRoot();

    assertThatThrownBy(() -> new Place(root.database(), "other").createRoot())
        .isInstanceOf(StateError.class)
        .hasMessageContaining("is the root master of queue replika already");
  }

  @Test
  void aLeafThatFeedsAnotherQueueIsRefused() {
    root.createRoot();
    leaf.createLeaf(root);
    CreateNode.Request request = leaf.request(NodeType.LEAF, Optional.of(root.location()));

    assertThatThrownBy(
            () ->
                leaf.create(
                    new CreateNode.Request(
                        request.type(),
                        request.name(),
                        request.worker(),
                        request.connectString(),
                        request.location(),
                        request.provider(),
                        Optional.of("combined"),
                        request.syncWatermark(),
                        true,
                        request.filter())))
        .isInstanceOf(StateError.class)
        .hasMessage("node slave feeds no queue, which cannot be changed");
  }

  @Test
  void aNameThatBelongsToAnotherDatabaseIsRefused() {
    root.createRoot();
    leaf.createLeaf(root);
    Place second = new Place(Servers.get("18").createDatabase("second"), "slave");

    assertThatThrownBy(() -> second.createLeaf(root))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("Node 'slave' already exists at");
  }

  @Test
  void aWorkerNameThatIsInUseIsRefused() {
    root.createRoot();
    leaf.createLeaf(root);
    Place second = new Place(Servers.get("18").createDatabase("second"), "slave2");
    CreateNode.Request request = second.request(NodeType.LEAF, Optional.of(root.location()));

    assertThatThrownBy(
            () ->
                second.create(
                    new CreateNode.Request(
                        request.type(),
                        request.name(),
                        "slave_worker",
                        request.connectString(),
                        request.location(),
                        request.provider(),
                        request.combinedQueue(),
                        request.syncWatermark(),
                        true,
                        request.filter())))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("consumer name slave_worker is in use already on node master");
  }

  @Test
  void aProviderThatIsNoNodeIsRefused() {
    assertThatThrownBy(() -> leaf.createLeaf(root))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("holds no node of queue replika");
  }

  @Test
  void aLeafIsNoProvider() {
    root.createRoot();
    leaf.createLeaf(root);
    Place second = new Place(Servers.get("18").createDatabase("second"), "slave2");

    assertThatThrownBy(() -> second.createLeaf(leaf))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("is a leaf and cannot be a provider");
  }

  @Test
  void anotherQueueNameIsNamedTogetherWithTheOneThereIs() {
    root.createRoot();

    assertThatThrownBy(
            () -> leaf.create(leaf.request(NodeType.LEAF, Optional.of(root.location())), "another"))
        .isInstanceOfSatisfying(
            StateError.class,
            error -> {
              assertThat(error.problem()).contains("holds no node of queue another");
              assertThat(error.hint()).contains("it is a node of queue replika");
            });
  }

  @Test
  void aPublicAddressOfAnotherDatabaseIsRefused() {
    CreateNode.Request request = root.request(NodeType.ROOT, Optional.empty());

    assertThatThrownBy(
            () ->
                root.create(
                    new CreateNode.Request(
                        request.type(),
                        request.name(),
                        request.worker(),
                        leaf.location(),
                        leaf.location(),
                        request.provider(),
                        request.combinedQueue(),
                        request.syncWatermark(),
                        true,
                        request.filter())))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("Public connect string points to different database");
  }

  @Test
  void aProviderOutOfReachIsADatabaseError() {
    assertThatThrownBy(
            () ->
                leaf.create(
                    leaf.request(
                        NodeType.LEAF, Optional.of("host=127.0.0.1 port=1 dbname=x user=y"))))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining("cannot connect to database x");
  }

  @Test
  void aRoleWithoutRightsIsToldWhatItLacks() {
    root.database().run("drop role if exists nobody_special", "create role nobody_special login");
    String location = root.database().connectString("nobody_special");
    try (Session session = DATABASES.open(location, "test")) {
      CreateNode create =
          new CreateNode(
              session,
              DATABASES,
              QUEUE,
              here -> new org.jlondiste.schema.Installer(here).install());

      assertThatThrownBy(() -> create.run(root.request(NodeType.ROOT, Optional.empty())))
          .isInstanceOf(DatabaseError.class)
          .hasMessageContaining("permission denied for database");
    }
  }

  private static NodeInfo info(Place place) {
    try (Session session = place.session()) {
      return new Nodes(session).node(QUEUE);
    }
  }

  private static List<String> members(Place place) {
    try (Session session = place.session()) {
      return new Nodes(session).members(QUEUE).stream().map(Member::name).toList();
    }
  }
}
