package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jlondiste.compare.StoppedTables;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.KeptConsumer;
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

  /** What came of it: how many tables had to be waited for. */
  public record Report(int waitedFor) {}

  public Report run() {
    new Nodes(local).node(queue);
    LOG.info("Waiting until all tables are in sync");
    List<ReplicatedTable> first = localTables();
    Set<TableName> open = namesOf(unfinished(first));
    LOG.info("{}/{} table(s) to copy", open.size(), first.size());
    Set<TableName> done = new TreeSet<>();
    ErrorEcho echo = new ErrorEcho();
    patience.await(
        "all tables to be in sync",
        "'tables' shows where each stands, 'status' whether the worker has a problem",
        () -> {
          List<ReplicatedTable> still = unfinished(localTables());
          watcher.hide();
          Set<TableName> stillOpen = namesOf(still);
          for (TableName table : List.copyOf(open)) {
            if (!stillOpen.contains(table)) {
              open.remove(table);
              done.add(table);
              LOG.info("{}: finished ({}/{})", table, done.size(), done.size() + open.size());
            }
          }
          open.addAll(stillOpen);
          echo.listen();
          refuseStopped(stillOpen);
          watcher.show(progress(still));
          return still.isEmpty() ? Optional.of(true) : Optional.empty();
        });
    LOG.info("All done");
    return new Report(done.size());
  }

  /** Ends the waiting when all that is waited for has stopped, which no waiting mends. */
  private void refuseStopped(Set<TableName> open) {
    Map<TableName, String> stopped = StoppedTables.read(local, queue);
    if (open.isEmpty() || !stopped.keySet().containsAll(open)) {
      return;
    }
    throw new StateError(
        open.stream()
            .map(table -> "table " + table + " stopped: " + stopped.get(table))
            .collect(Collectors.joining("\n       ")),
        "'resync TABLE' copies a table afresh");
  }

  private List<ReplicatedTable> localTables() {
    return new Tables(local, queue).list().stream().filter(ReplicatedTable::local).toList();
  }

  private static List<ReplicatedTable> unfinished(List<ReplicatedTable> tables) {
    return tables.stream().filter(table -> !table.isInSync()).toList();
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

  /** Repeats what the worker and its copies complain of, once per complaint. */
  private final class ErrorEcho {
    private Set<String> last = Set.of();

    void listen() {
      Set<String> now = new TreeSet<>();
      for (KeptConsumer consumer : new Nodes(local).consumers(queue)) {
        consumer.error().ifPresent(error -> now.add(consumer.name() + ": " + error));
      }
      for (String complaint : now) {
        if (!last.contains(complaint)) {
          LOG.warn("{}", complaint);
        }
      }
      last = now;
    }
  }
}
