package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Verdict;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.topology.LocalNode;

/** A root and a leaf with workers; the leaf's tables have handlers. */
final class HandledPair implements AutoCloseable {
  private static final String MASTER = "master";
  private static final String SLAVE = "slave";

  private final Place root;
  private final Place leaf;
  private final HandlerCatalog catalog;
  private final List<LiveWorker> workers = new ArrayList<>();

  HandledPair(Database root, Database leaf, Surroundings.Settings settings) {
    this.root = new Place(root, MASTER);
    this.leaf = new Place(leaf, SLAVE);
    this.catalog = new HandlerCatalog(settings);
    this.root.createRoot();
    this.leaf.createLeaf(this.root);
    workers.add(LiveWorker.of(this.root));
    workers.add(LiveWorker.of(this.leaf, catalog));
  }

  HandledPair(Database root, Database leaf) {
    this(root, leaf, Surroundings.Settings.DEFAULT);
  }

  Database top() {
    return root.database();
  }

  Database bottom() {
    return leaf.database();
  }

  /** Runs statements on both sides: the structure of tables. */
  void run(String... statements) {
    top().run(statements);
    bottom().run(statements);
  }

  /** Adds all tables on the root. */
  void addOnRoot() {
    root.addTables();
  }

  /** Adds a table on the root that has a handler there. */
  void addOnRoot(String table, String handler, String... arguments) {
    add(root, table, handler, arguments);
  }

  /** Adds a table on the leaf. */
  void add(String table, String handler, String... arguments) {
    add(leaf, table, handler, arguments);
  }

  private void add(Place place, String table, String handler, String... arguments) {
    HandlerSpec spec = catalog.read(handler, List.of(arguments));
    TableSettings settings =
        new TableSettings(
            Optional.empty(),
            false,
            false,
            false,
            Optional.empty(),
            List.of(),
            Optional.of(spec),
            Optional.empty(),
            false,
            false,
            false,
            Optional.empty(),
            OptionalInt.empty());
    try (Session session = place.session()) {
      new AddTables(session, Place.DATABASES, Place.QUEUE, Place.NO_WAIT, catalog)
          .run(
              new AddTables.Request(
                  List.of(table),
                  false,
                  settings,
                  Optional.empty(),
                  false,
                  // partitioned and renamed tables are others than those of the root
                  true,
                  Duration.ofMillis(200),
                  RegistrationFilter.NONE));
    }
  }

  void awaitInSync() {
    awaitInSync("");
  }

  /** The same, but for a table that cannot be copied. */
  void awaitInSync(String hopeless) {
    Await.until(
        "all tables are in sync on " + SLAVE,
        () -> {
          workers.forEach(LiveWorker::throwFailure);
          assertThat(
                  bottom()
                      .query(
                          "select consumer_name, cur_error from pgq_node.local_state where cur_error"
                              + " is not null and consumer_name not like '%."
                              + hopeless
                              + "'"))
              .isEmpty();
          return bottom()
                  .count(
                      "select count(*) from londiste.table_info t where t.local and"
                          + " t.merge_state is distinct from 'ok' and t.table_name <> '"
                          + hopeless
                          + "'")
              == 0;
        });
  }

  /** Waits until all that the root holds now has arrived on the leaf. */
  void awaitArrival() {
    long goal = top().count("select pgq.force_tick('" + Place.QUEUE + "')");
    Await.until(
        "the leaf reaches tick " + goal,
        () -> {
          workers.forEach(LiveWorker::throwFailure);
          return bottom()
                  .count(
                      "select last_tick_id from pgq_node.local_state where consumer_name = '"
                          + SLAVE
                          + "_worker'")
              >= goal;
        });
  }

  /** Tables that have stopped, with the reason. */
  Map<String, String> stopped() {
    Map<String, String> stopped = new LinkedHashMap<>();
    for (String table :
        bottom().query("select table_name from jlondiste.stopped_table order by table_name")) {
      stopped.put(
          table,
          bottom()
              .value(
                  "select problem from jlondiste.stopped_table where table_name = '"
                      + table
                      + "'"));
    }
    return stopped;
  }

  /** What comparing says of each table of the leaf. */
  Map<String, Verdict> compare() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    new CompareTables(node(), Waiter.sleeping(), catalog)
        .run(
            new CompareTables.Request(
                List.of(),
                new Method(false, Optional.empty(), Optional.empty(), 10),
                false,
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(10)))
        .results()
        .forEach(result -> verdicts.put(result.table(), result.verdict()));
    return verdicts;
  }

  /** What comes of mending each table of the leaf. */
  Map<String, RepairTables.Result> repair() {
    Map<String, RepairTables.Result> results = new LinkedHashMap<>();
    new RepairTables(node(), Waiter.sleeping(), catalog)
        .run(
            new RepairTables.Request(
                List.of(),
                Optional.empty(),
                "",
                "",
                false,
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(10)))
        .results()
        .forEach(result -> results.put(result.table(), result));
    return results;
  }

  private LocalNode node() {
    return new LocalNode(
        Place.QUEUE,
        SLAVE + "_worker",
        purpose -> Place.DATABASES.open(leaf.location(), purpose),
        Place.DATABASES);
  }

  @Override
  public void close() {
    workers.forEach(LiveWorker::stop);
  }
}
