package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.blueprint.SequenceBuilder;
import org.jlondiste.postgres.catalog.Relation;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.Sequences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Lets a node replicate sequences. Names are checked before anything changes. */
public final class AddSequences {
  private static final Logger LOG = LoggerFactory.getLogger(AddSequences.class);

  private final Session local;
  private final Databases databases;
  private final String queue;

  public AddSequences(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * Which sequences, and how.
   *
   * @param words names and patterns
   * @param all if there are no words: all sequences that can be added
   * @param create make sequences that are not there, as they are on the provider
   * @param skipNonExisting warn of names that cannot be added and go on
   * @param filter what this node takes from the provider's list
   */
  public record Request(
      List<String> words,
      boolean all,
      boolean create,
      boolean skipNonExisting,
      RegistrationFilter filter) {
    public Request {
      words = List.copyOf(words);
      if (words.isEmpty() && !all) {
        throw new UsageError("no sequences are named", "name sequences or patterns, or give --all");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param added in this call
   * @param already replicated before
   * @param leftOut asked for and not added
   */
  public record Report(List<TableName> added, List<TableName> already, List<LeftOut> leftOut) {
    public Report {
      added = List.copyOf(added);
      already = List.copyOf(already);
      leftOut = List.copyOf(leftOut);
    }
  }

  public Report run(Request request) {
    NodeInfo node = new Nodes(local).node(queue);
    if (node.isRoot()) {
      return add(request, Optional.empty());
    }
    try (NodeSession provider = new Cascade(databases, queue).openProvider(node)) {
      new ProviderNews(databases, queue, Waiter.sleeping()).awaitSequences(provider);
      local.transactionally(
          () -> new SetList(local, provider.session(), queue, request.filter()).alignSequences());
      return add(request, Optional.of(provider.session()));
    }
  }

  private Report add(Request request, Optional<Session> provider) {
    Relations relations = Relations.all(local);
    List<LeftOut> leftOut = new ArrayList<>();
    List<TableName> already = new ArrayList<>();
    List<TableName> chosen = new ArrayList<>();
    Set<TableName> registered = registered();
    for (TableName name : meant(request, relations, provider.isPresent(), leftOut)) {
      boolean here =
          relations.find(name).filter(r -> r.kind() == Relation.Kind.SEQUENCE).isPresent();
      if (registered.contains(name)) {
        already.add(name);
        LOG.atLevel(request.words().isEmpty() ? Level.DEBUG : Level.INFO)
            .log("Sequence {} is already added", name);
      } else if (here || (request.create() && provider.isPresent())) {
        chosen.add(name);
      } else {
        leftOut.add(new LeftOut(name, "missing on local node"));
      }
    }
    if (!leftOut.isEmpty() && !request.words().isEmpty() && !request.skipNonExisting()) {
      throw new StateError(
          leftOut.stream()
              .map(sequence -> "cannot add sequence " + sequence)
              .collect(Collectors.joining("\n       ")),
          "nothing was changed; 'missing' shows what can be added");
    }
    leftOut.forEach(sequence -> LOG.warn("Sequence left out: {}", sequence));
    if (chosen.isEmpty() && already.isEmpty() && leftOut.isEmpty()) {
      LOG.info("what to do ?");
    }
    Sequences sequences = new Sequences(local, queue);
    for (TableName name : chosen) {
      local.transactionally(
          () -> {
            provider
                .filter(session -> request.create())
                .ifPresent(session -> create(session, name));
            sequences.add(name);
          });
    }
    return new Report(chosen, already, leftOut);
  }

  private void create(Session provider, TableName name) {
    if (!new SequenceBuilder(provider, local).build(name)) {
      LOG.info("Sequence {} already exist, not creating", name);
    }
  }

  private Set<TableName> meant(
      Request request, Relations relations, boolean subscriber, List<LeftOut> leftOut) {
    Set<TableName> candidates = new TreeSet<>();
    new Sequences(local, queue).list().forEach(sequence -> candidates.add(sequence.name()));
    if (!subscriber) {
      relations.sequences().stream()
          .filter(sequence -> !request.words().isEmpty() || sequence.extension().isEmpty())
          .forEach(sequence -> candidates.add(sequence.name()));
    }
    if (request.words().isEmpty()) {
      return candidates;
    }
    NameChoice choice = NameChoice.of(request.words(), candidates);
    String reason =
        subscriber ? "it is not in the set, add it on the root first" : "there is no such sequence";
    choice.unknown().forEach(word -> leftOut.add(new LeftOut(NameChoice.parse(word), reason)));
    return choice.chosen();
  }

  private Set<TableName> registered() {
    return new Sequences(local, queue)
        .list().stream()
            .filter(ReplicatedSequence::local)
            .map(ReplicatedSequence::name)
            .collect(Collectors.toSet());
  }
}
