package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a branch a moment to hear of what was added on the root just before. */
final class ProviderNews {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderNews.class);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Databases databases;
  private final String queue;
  private final Waiter waiter;

  ProviderNews(Databases databases, String queue, Waiter waiter) {
    this.databases = databases;
    this.queue = queue;
    this.waiter = waiter;
  }

  /** Waits until a provider has heard of the tables of its root. */
  void awaitTables(NodeSession provider) {
    await(
        provider,
        session ->
            new Tables(session, queue)
                .list().stream().map(ReplicatedTable::name).collect(Collectors.toSet()));
  }

  /** Waits until a provider has heard of the sequences of its root. */
  void awaitSequences(NodeSession provider) {
    await(
        provider,
        session ->
            new Sequences(session, queue)
                .list().stream().map(ReplicatedSequence::name).collect(Collectors.toSet()));
  }

  private void await(NodeSession provider, Function<Session, Set<TableName>> list) {
    if (provider.node().isRoot()) {
      return;
    }
    try (NodeSession root =
        new Cascade(databases, queue).openRoot(provider.node().providerLocation())) {
      Set<TableName> wanted = list.apply(root.session());
      Set<TableName> unheard = missing(wanted, list.apply(provider.session()));
      if (unheard.isEmpty()) {
        return;
      }
      TickId tick = new Ticks(root.session(), queue).tickNow();
      // a branch may also have been told not to list some of them
      Duration waited = Duration.ZERO;
      while (!unheard.isEmpty() && !hasReached(provider, tick)) {
        if (waited.compareTo(LIMIT) >= 0) {
          LOG.warn(
              "Node {} has not heard of {} yet, which node {} has; does its worker run?",
              provider.node().name(),
              unheard,
              root.node().name());
          return;
        }
        waiter.pause(PAUSE);
        waited = waited.plus(PAUSE);
        unheard = missing(wanted, list.apply(provider.session()));
      }
    } catch (DatabaseError | StateError e) {
      LOG.debug("cannot ask the root", e);
    }
  }

  private boolean hasReached(NodeSession provider, TickId tick) {
    Optional<TickId> reached = new Nodes(provider.session()).node(queue).workerLastTick();
    return reached.isPresent() && !reached.get().isBefore(tick);
  }

  private static Set<TableName> missing(Set<TableName> wanted, Set<TableName> known) {
    Set<TableName> missing = new TreeSet<>(wanted);
    missing.removeAll(known);
    return missing;
  }
}
