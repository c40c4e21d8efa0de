package org.jlondiste.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.blueprint.Extent;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;

/**
 * A database in which operations are tried.
 *
 * @param node name that its node has or will have
 */
record Place(Database database, String node) {
  static final String QUEUE = "replika";

  static final Databases DATABASES =
      (connectString, purpose) -> Session.open(ConnectString.parse(connectString), purpose);

  static final Waiter NO_WAIT = duration -> {};

  /** What a session says that does a worker's work: one of Londiste's must not pass over some. */
  static final String AS_A_WORKER = "select pg_advisory_lock(7106, 0)";

  String location() {
    return database.connectString();
  }

  Session session() {
    return DATABASES.open(location(), "test");
  }

  CreateNode.Report createRoot() {
    return create(request(NodeType.ROOT, Optional.empty()));
  }

  CreateNode.Report createLeaf(Place provider) {
    return create(request(NodeType.LEAF, Optional.of(provider.location())));
  }

  CreateNode.Report createBranch(Place provider) {
    return create(request(NodeType.BRANCH, Optional.of(provider.location())));
  }

  CreateNode.Request request(NodeType type, Optional<String> provider) {
    return new CreateNode.Request(
        type,
        node,
        node + "_worker",
        location(),
        location(),
        provider,
        Optional.empty(),
        List.of(),
        true,
        RegistrationFilter.NONE);
  }

  CreateNode.Report create(CreateNode.Request request) {
    return create(request, QUEUE);
  }

  CreateNode.Report create(CreateNode.Request request, String queue) {
    try (Session session = session()) {
      return new CreateNode(session, DATABASES, queue, here -> new Installer(here).install())
          .run(request);
    }
  }

  AddTables.Report addTables(String... words) {
    return addTables(tables(words));
  }

  AddTables.Report addTables(AddTables.Request request) {
    try (Session session = session()) {
      return new AddTables(session, DATABASES, QUEUE, NO_WAIT).run(request);
    }
  }

  /** Named tables, or all if none is named. */
  static AddTables.Request tables(String... words) {
    return tables(TableSettings.PLAIN, Optional.empty(), words);
  }

  static AddTables.Request tables(
      TableSettings settings, Optional<Extent> create, String... words) {
    return new AddTables.Request(
        List.of(words),
        true,
        settings,
        create,
        false,
        false,
        Duration.ofMillis(200),
        RegistrationFilter.NONE);
  }

  AddSequences.Report addSequences(String... words) {
    try (Session session = session()) {
      return new AddSequences(session, DATABASES, QUEUE)
          .run(
              new AddSequences.Request(
                  List.of(words), true, false, false, RegistrationFilter.NONE));
    }
  }

  /** The tables registered here: name, local, state. */
  List<String> tableInfo() {
    return database.query(
        "select table_name, local, merge_state from londiste.table_info order by table_name");
  }
}
