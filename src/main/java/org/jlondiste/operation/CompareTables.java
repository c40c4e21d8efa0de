package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Party;
import org.jlondiste.compare.Verdict;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;

/**
 * Tells whether tables of this node hold the same rows as those of the root, both as of one tick.
 * Nobody is kept from writing; only this node's worker waits for a moment.
 */
public final class CompareTables {
  private static final String PURPOSE = "jlondiste compare";

  private final LocalNode local;
  private final Waiter waiter;
  private final Cascade cascade;
  private final HandlerCatalog catalog;

  /** With the handlers that are built in. */
  public CompareTables(LocalNode local, Waiter waiter) {
    this(local, waiter, new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  /**
   * @param catalog the kinds of handlers that tables may have
   */
  public CompareTables(LocalNode local, Waiter waiter, HandlerCatalog catalog) {
    this.catalog = catalog;
    this.local = local;
    this.waiter = waiter;
    this.cascade = new Cascade(local.remote(), local.queue());
  }

  /**
   * What to compare, and how.
   *
   * @param words names and patterns; empty for all tables of this node
   * @param oneByOne each table as of a tick of its own, not all as of one
   * @param limit how long to wait for workers in all; none for as long as it takes
   * @param tickPatience how long to wait for others who make ticks
   */
  public record Request(
      List<String> words,
      Method method,
      boolean oneByOne,
      Optional<Duration> limit,
      Duration tickPatience) {
    public Request {
      words = List.copyOf(words);
    }
  }

  /**
   * What was found.
   *
   * @param node name of this node
   */
  public record Report(String node, List<Result> results) {
    public Report {
      results = List.copyOf(results);
    }

    /** True if all tables were compared and none differs. */
    public boolean allSame() {
      return results.stream()
          .allMatch(result -> result.verdict().outcome() == Verdict.Outcome.SAME);
    }
  }

  /**
   * What was found about one table.
   *
   * @param table its name in the set, or what was typed if there is no such table
   * @param provider name of the node it was compared with; empty if it was not
   * @param tick as of which it was compared
   */
  public record Result(String table, String provider, Optional<TickId> tick, Verdict verdict) {
    static Result skipped(String table, String reason) {
      return new Result(table, "", Optional.empty(), Verdict.skipped(reason));
    }
  }

  public Report run(Request request) {
    try (Session clerk = local.open(PURPOSE)) {
      NodeInfo here = new Nodes(clerk).node(local.queue());
      if (here.isRoot()) {
        throw new StateError(
            "node " + here.name() + " is the root, there is no provider to compare it with",
            "run 'compare' with the INI file of another node");
      }
      ComparableTables chosen = ComparableTables.choose(clerk, local.queue(), request.words());
      List<Result> results = new ArrayList<>(chosen.leftOut());
      if (!chosen.tables().isEmpty()) {
        results.addAll(compare(request, clerk, here, chosen.tables()));
      }
      return new Report(here.name(), results);
    }
  }

  private List<Result> compare(
      Request request, Session clerk, NodeInfo here, List<ReplicatedTable> tables) {
    List<Result> results = new ArrayList<>();
    try (NodeSession root = cascade.openRoot(here.providerLocation())) {
      SourceChoice choice = SourceChoice.of(tables, cascade, here, root);
      for (ReplicatedTable table : choice.orphans()) {
        results.add(Result.skipped(table.name().toString(), "no node above this one has it"));
      }
      WorkerWait waiting = new WorkerWait(waiter, System::nanoTime, request.limit());
      for (Map.Entry<String, List<ReplicatedTable>> group : choice.bySource().entrySet()) {
        try (Party source = source(clerk, group.getKey());
            Session reader = local.open(PURPOSE)) {
          Party target = new Party(here, reader, clerk);
          Meeting meeting =
              new Meeting(root.session(), source, target, waiting, request.tickPatience());
          NodeComparison comparison =
              new NodeComparison(
                  source,
                  target,
                  meeting,
                  request.method(),
                  new HandlerShelf(catalog, new SessionQuery(clerk)));
          for (List<ReplicatedTable> together : portions(group.getValue(), request.oneByOne())) {
            results.addAll(comparison.compare(together));
          }
        }
      }
    }
    return results;
  }

  private Party source(Session clerk, String provider) {
    String location = new Nodes(clerk).member(local.queue(), provider).location();
    NodeSession opened = cascade.open(location);
    try {
      return new Party(opened.node(), local.openRemote(location, PURPOSE), opened.session());
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static List<List<ReplicatedTable>> portions(
      List<ReplicatedTable> tables, boolean oneByOne) {
    return oneByOne ? tables.stream().map(List::of).toList() : List.of(tables);
  }
}
