package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until all tables that a node replicates are in sync. */
public final class WaitForSync {
  private static final Logger LOG = LoggerFactory.getLogger(WaitForSync.class);
  private static final Sql PROGRESS = Sql.of(WaitForSync.class, "copy_progress.sql");

  private final Session local;
  private final String queue;
  private final Patience patience;
  private final ProgressWatcher watcher;

  /**
   * @param watcher sees, time and again, how far the tables are that are not in sync yet
   */
  public WaitForSync(Session local, String queue, Patience patience, ProgressWatcher watcher) {
    this.local = local;
    this.queue = queue;
    this.patience = patience;
    this.watcher = watcher;
  }

  /**
   * What came of it.
   *
   * @param waitedFor how many tables had to be waited for
   * @param stopped tables to which nothing is applied any more: no waiting helps them
   */
  public record Report(int waitedFor, Set<TableName> stopped) {
    public Report {
      stopped = Set.copyOf(stopped);
    }
  }

  /** Waits for all tables. */
  public Report run() {
    new Nodes(local).node(queue);
    return await(table -> true, "all tables");
  }

  /**
   * Waits for some tables.
   *
   * @param words names and patterns
   * @throws StateError if the node does not replicate one of them
   */
  public Report run(List<String> words) {
    NodeInfo node = new Nodes(local).node(queue);
    if (node.isRoot()) {
      throw new StateError(
          "node " + node.name() + " is the root: nothing is copied to it",
          "give the command with the INI file of a branch or leaf");
    }
    NameChoice choice =
        NameChoice.of(
            words,
            new Tables(local, queue)
                .list().stream()
                    .filter(ReplicatedTable::local)
                    .map(ReplicatedTable::name)
                    .toList());
    if (!choice.unknown().isEmpty()) {
      throw new StateError(
          choice.unknown().stream()
              .map(word -> "table " + word + " is not replicated on this node")
              .collect(Collectors.joining("\n       ")),
          "'tables' shows what is; 'add-table' adds");
    }
    Set<TableName> chosen = choice.chosen();
    return await(
        chosen::contains,
        chosen.size() == 1 ? "table " + chosen.iterator().next() : chosen.size() + " tables");
  }

  private Report await(Predicate<TableName> wanted, String subject) {
    LOG.info("Waiting until {} in sync", verb(subject));
    HeldUp first = HeldUp.read(local, queue, wanted);
    Set<TableName> open = namesOf(first.underWay());
    LOG.info("{}/{} table(s) to copy", open.size(), first.tables());
    Set<TableName> done = new TreeSet<>();
    WorkerWatch watch = new WorkerWatch(local, queue, patience, subject + " to be in sync");
    patience.await(
        subject + " to be in sync",
        () ->
            watch.hint(
                "'tables' shows where each stands, 'status' whether the worker has a problem"),
        () -> {
          HeldUp heldUp = HeldUp.read(local, queue, wanted);
          List<ReplicatedTable> still = heldUp.underWay();
          watcher.hide();
          Set<TableName> stillOpen = namesOf(still);
          for (TableName table : List.copyOf(open)) {
            if (heldUp.stopped().containsKey(table)) {
              open.remove(table);
            } else if (!stillOpen.contains(table)) {
              open.remove(table);
              done.add(table);
              LOG.info("{}: finished ({}/{})", table, done.size(), done.size() + open.size());
            }
          }
          open.addAll(stillOpen);
          if (!still.isEmpty()) {
            watch.look();
          }
          watcher.show(progress(still));
          return still.isEmpty() ? Optional.of(true) : Optional.empty();
        });
    HeldUp heldUp = HeldUp.read(local, queue, wanted);
    heldUp.say();
    if (heldUp.isEmpty()) {
      LOG.info("All done");
    }
    return new Report(done.size(), heldUp.stopped().keySet());
  }

  private static String verb(String subject) {
    return subject + (subject.startsWith("table ") ? " is" : " are");
  }

  private static Set<TableName> namesOf(List<ReplicatedTable> tables) {
    Set<TableName> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.name()));
    return names;
  }

  private List<CopyProgress> progress(List<ReplicatedTable> tables) {
    Map<TableName, Row> copies = new HashMap<>();
    if (!tables.isEmpty()) {
      copies.putAll(copies());
    }
    List<CopyProgress> progress = new ArrayList<>();
    for (ReplicatedTable table : tables) {
      Optional<Row> copy = Optional.ofNullable(copies.get(table.name()));
      progress.add(
          new CopyProgress(
              table.name(),
              table.state(),
              copy.map(row -> row.bigint("rows_copied")).orElse(0L),
              copy.map(row -> row.bigint("expected_rows")).orElse(0L),
              copy.map(row -> row.bigint("bytes_copied")).orElse(0L)));
    }
    return progress;
  }

  private Map<TableName, Row> copies() {
    Map<TableName, Row> copies = new HashMap<>();
    for (Row row : local.rows(PROGRESS.with("queue", queue))) {
      copies.put(TableName.ofRaw(row.text("table_name")), row);
    }
    return copies;
  }
}
