package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;
import org.jlondiste.topology.UnsettledCopies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a node has all that applications need of a root. */
final class Completeness {
  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);
  private static final int MOST = 10;

  private final Session session;
  private final String queue;

  /**
   * @param session with the node that is to be the root
   */
  Completeness(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /**
   * Compares with the root.
   *
   * @param force only warn, unless a copy is under way
   * @throws StateError if a table is not in sync, or a table or sequence of the root is not there
   */
  void check(Session root, boolean force) {
    Set<TableName> tables =
        new Tables(root, queue)
            .list().stream()
                .filter(ReplicatedTable::local)
                .map(ReplicatedTable::name)
                .collect(Collectors.toSet());
    Set<TableName> sequences =
        new Sequences(root, queue)
            .list().stream()
                .filter(ReplicatedSequence::local)
                .map(ReplicatedSequence::name)
                .collect(Collectors.toSet());
    check(tables::contains, sequences::contains, force);
  }

  /** The same when the root cannot be asked: it had all that is in the set. */
  void checkAlone(boolean force) {
    check(table -> true, sequence -> true, force);
  }

  private void check(
      Predicate<TableName> tableCounts, Predicate<TableName> sequenceCounts, boolean force) {
    List<String> problems = new ArrayList<>();
    HeldUp heldUp = HeldUp.read(session, queue);
    heldUp.stopped().keySet().stream()
        .sorted()
        .forEach(table -> problems.add("table " + table + " has stopped"));
    if (!heldUp.underWay().isEmpty()) {
      throw new StateError(
          "tables are still being copied here: "
              + shortened(
                  heldUp.underWay().stream().map(table -> table.name().toString()).toList()),
          "'wait-sync' waits for them; 'remove-table' leaves them out");
    }
    UnsettledCopies.of(session, queue)
        .tables()
        .forEach(
            table ->
                problems.add(
                    "the copy of table "
                        + table
                        + " was not settled yet: it may hold changes that this node did not get"));
    new Tables(session, queue)
        .list().stream()
            .filter(table -> !table.local() && tableCounts.test(table.name()))
            .forEach(table -> problems.add("table " + table.name() + " is not replicated here"));
    new Sequences(session, queue)
        .list().stream()
            .filter(sequence -> !sequence.local() && sequenceCounts.test(sequence.name()))
            .forEach(
                sequence ->
                    problems.add("sequence " + sequence.name() + " is not replicated here"));
    if (problems.isEmpty()) {
      return;
    }
    if (!force) {
      throw new StateError(
          "this node lacks something that the root has: " + shortened(problems),
          "'add-table', 'add-seq', 'resync' and 'wait-sync' complete it; --force takes over as it"
              + " is");
    }
    problems.forEach(problem -> LOG.warn("{}", problem));
  }

  private static String shortened(List<String> problems) {
    String most = problems.stream().limit(MOST).collect(Collectors.joining(", "));
    return problems.size() > MOST ? most + ", and " + (problems.size() - MOST) + " more" : most;
  }
}
