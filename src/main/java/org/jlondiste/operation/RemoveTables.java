package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node no longer replicate tables; the root takes them out of the whole set. The tables and
 * their rows stay, and what a copy took off them is put back.
 */
public final class RemoveTables {
  private static final Logger LOG = LoggerFactory.getLogger(RemoveTables.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final LockPatience patience;

  private final CopyLeftovers leftovers;

  /**
   * @param lockTimeout how long to wait for the lock on a table, in all
   */
  public RemoveTables(
      Session local, Databases databases, String queue, Waiter waiter, Duration lockTimeout) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = new LockPatience(local, waiter, lockTimeout);
    this.leftovers = new CopyLeftovers(local, queue);
  }

  /**
   * What came of it.
   *
   * @param removed in this call
   * @param leftOut locked by others all the time
   */
  public record Report(List<TableName> removed, List<LeftOut> leftOut) {
    public Report {
      removed = List.copyOf(removed);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Removes tables.
   *
   * @param words names and patterns
   * @param all if there are no words: all tables that the node replicates
   */
  public Report run(List<String> words, boolean all) {
    if (words.isEmpty() && !all) {
      throw new UsageError("no tables are named", "name tables or patterns, or give --all");
    }
    NodeInfo node = new Nodes(local).node(queue);
    List<TableName> removed = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Tables tables = new Tables(local, queue);
    patience.each(
        choose(words, tables),
        attempt -> {
          attempt.transactionally(
              () -> {
                tables.remove(attempt.table());
                leftovers.forgetProgress(attempt.table());
              });
          removed.add(attempt.table());
        },
        busy -> leftOut.add(leftOut(busy)));
    patience.each(
        leftovers.tables(),
        attempt -> putBack(attempt, leftOut),
        busy -> leftOut.add(leftOut(busy)));
    leftovers.putBackForeignKeys();
    CopyConsumers.forget(local, databases, node, removed);
    leftOut.forEach(table -> LOG.warn("Table left out: {}", table));
    if (removed.isEmpty() && leftOut.isEmpty()) {
      LOG.info("what to do ?");
    }
    return new Report(removed, leftOut);
  }

  private void putBack(LockPatience.Attempt attempt, List<LeftOut> leftOut) {
    try {
      attempt.transactionally(() -> leftovers.putBack(attempt.table()));
    } catch (DatabaseError e) {
      if (LockPatience.isBusy(e)) {
        throw e;
      }
      leftOut.add(new LeftOut(attempt.table(), "what its copy took off stays off: " + e.problem()));
    }
  }

  private static LeftOut leftOut(LockPatience.Busy busy) {
    return new LeftOut(busy.table(), "others keep it locked: " + busy.error().problem());
  }

  private List<TableName> choose(List<String> words, Tables tables) {
    Set<TableName> candidates = new TreeSet<>();
    Set<TableName> others = new TreeSet<>();
    for (ReplicatedTable table : tables.list()) {
      (table.local() ? candidates : others).add(table.name());
    }
    if (words.isEmpty()) {
      return List.copyOf(candidates);
    }
    Relations.all(local).tables().stream().map(Relation::name).forEach(others::add);
    others.removeAll(candidates);
    Set<TableName> all = new TreeSet<>(candidates);
    all.addAll(others);
    NameChoice choice = NameChoice.of(words, all);
    if (!choice.unknown().isEmpty()) {
      throw new StateError(
          "there is no table " + String.join(", ", choice.unknown()),
          "'tables' shows what this node replicates");
    }
    List<TableName> chosen = new ArrayList<>(choice.chosen());
    chosen.retainAll(candidates);
    for (TableName name : choice.chosen()) {
      if (!candidates.contains(name) && words.contains(name.toString())) {
        LOG.info("Table {} is not replicated here", name);
      }
    }
    return chosen;
  }
}
