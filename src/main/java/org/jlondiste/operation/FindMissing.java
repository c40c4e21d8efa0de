package org.jlondiste.operation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;

/**
 * Finds what could be replicated on a node and is not: on the root what its database has and nobody
 * registered, elsewhere what is in the set and this node does not replicate.
 */
public final class FindMissing {
  private final Session local;
  private final String queue;

  public FindMissing(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /** What is missing, each kind by name. */
  public record Report(String node, List<TableName> sequences, List<TableName> tables) {
    public Report {
      sequences = List.copyOf(sequences);
      tables = List.copyOf(tables);
    }
  }

  public Report run() {
    NodeInfo node = new Nodes(local).node(queue);
    Set<TableName> tables = new TreeSet<>();
    Set<TableName> sequences = new TreeSet<>();
    if (node.isRoot()) {
      Relations relations = Relations.all(local);
      relations.tables().stream()
          .filter(table -> table.partitionOf().isEmpty())
          .map(Relation::name)
          .forEach(tables::add);
      relations.sequences().stream().map(Relation::name).forEach(sequences::add);
    }
    for (ReplicatedTable table : new Tables(local, queue).list()) {
      if (table.local()) {
        tables.remove(table.destination());
      } else {
        tables.add(table.name());
      }
    }
    for (ReplicatedSequence sequence : new Sequences(local, queue).list()) {
      if (sequence.local()) {
        sequences.remove(sequence.name());
      } else {
        sequences.add(sequence.name());
      }
    }
    return new Report(node.name(), List.copyOf(sequences), List.copyOf(tables));
  }
}
