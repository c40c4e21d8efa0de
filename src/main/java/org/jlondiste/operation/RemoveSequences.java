package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a node no longer replicate sequences; the root takes them out of the whole set. */
public final class RemoveSequences {
  private static final Logger LOG = LoggerFactory.getLogger(RemoveSequences.class);

  private final Session local;
  private final String queue;

  public RemoveSequences(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /** What came of it: the sequences that are no longer replicated since this call. */
  public record Report(List<TableName> removed) {
    public Report {
      removed = List.copyOf(removed);
    }
  }

  /**
   * Removes sequences, all or none of those named.
   *
   * @param words names and patterns
   * @param all if there are no words: all sequences that the node replicates
   */
  public Report run(List<String> words, boolean all) {
    if (words.isEmpty() && !all) {
      throw new UsageError("no sequences are named", "name sequences or patterns, or give --all");
    }
    new Nodes(local).node(queue);
    Sequences sequences = new Sequences(local, queue);
    List<TableName> chosen = choose(words, sequences.list());
    if (chosen.isEmpty()) {
      LOG.info("what to do ?");
    }
    local.transactionally(() -> chosen.forEach(sequences::remove));
    return new Report(chosen);
  }

  private List<TableName> choose(List<String> words, List<ReplicatedSequence> known) {
    Set<TableName> candidates = new TreeSet<>();
    Set<TableName> all = new TreeSet<>();
    for (ReplicatedSequence sequence : known) {
      all.add(sequence.name());
      if (sequence.local()) {
        candidates.add(sequence.name());
      }
    }
    if (words.isEmpty()) {
      return List.copyOf(candidates);
    }
    Relations.all(local).sequences().stream().map(Relation::name).forEach(all::add);
    NameChoice choice = NameChoice.of(words, all);
    if (!choice.unknown().isEmpty()) {
      throw new StateError(
          "there is no sequence " + String.join(", ", choice.unknown()),
          "'seqs' shows what this node replicates");
    }
    List<TableName> chosen = new ArrayList<>(choice.chosen());
    chosen.retainAll(candidates);
    return chosen;
  }
}
