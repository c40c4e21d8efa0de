package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node take the place of another: as the root, or as the one that others read from. Whatever
 * interrupts it, it is simply run again; before the role of the root has gone over it can be called
 * off instead.
 */
public final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;
  private final Consumer<Runnable> lastThings;

  /**
   * @param local session with the node that takes over
   * @param lastThings takes what is to be done if the process is to end before the operation does
   */
  public Takeover(
      Session local,
      Databases databases,
      String queue,
      Patience patience,
      Consumer<Runnable> lastThings) {
    this.lastThings = lastThings;
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /** What has become of the other node. */
  public enum Fate {
    /** It is there and goes on behind the new one. */
    ALIVE,
    /** It was the root and is given up. */
    DEAD_ROOT,
    /** It was no root and is given up. */
    DEAD_BRANCH
  }

  /**
   * What is to be done.
   *
   * @param from name of the other node
   * @param all let its other subscribers read from the new node, too
   * @param force go on although something will be missing
   * @param cancel call off what was begun
   */
  public record Request(String from, Fate fate, boolean all, boolean force, boolean cancel) {
    public Request {
      if (cancel && fate != Fate.ALIVE) {
        throw new UsageError("a takeover of a dead node cannot be called off", "");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param failures nodes that could not be told, one line each
   */
  public record Report(List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  public Report run(Request request) {
    Nodes nodes = new Nodes(local);
    NodeInfo here = nodes.node(queue);
    if (here.name().equals(request.from())) {
      throw new UsageError("same node?", "name the node whose place this one is to take");
    }
    Member from = nodes.member(queue, request.from());
    LOG.info("old: {}", from.name());
    List<String> failures = new ArrayList<>();
    if (request.fate() == Fate.ALIVE) {
      refuseDead(from);
      takeLiving(request, here, from, failures);
    } else {
      new Failover(local, databases, queue, patience).run(request, here, from, failures);
    }
    return new Report(failures);
  }

  private void takeLiving(Request request, NodeInfo here, Member from, List<String> failures) {
    boolean wasRoot;
    try (NodeSession old = open(from)) {
      wasRoot = old.node().isRoot();
      RootSwitch rootSwitch = new RootSwitch(local, databases, queue, patience, lastThings);
      if (request.cancel()) {
        rootSwitch.cancel(here, old);
        return;
      }
      if (here.isRoot() && !wasRoot && old.node().providerNode().equals(here.name())) {
        LOG.info("Node {} reads from node {} already", from.name(), here.name());
        failures.addAll(rootSwitch.tidyUp(old));
      } else if (wasRoot) {
        failures.addAll(rootSwitch.run(here, old, request.force()));
      } else {
        changePlaces(here, old, from, failures);
      }
    }
    if (request.all()) {
      failures.addAll(
          new OtherSubscribers(local, databases, queue, patience).moveFrom(from.name()));
    }
  }

  /** Lets the old node read from this one, and this one from where the old one read. */
  private void changePlaces(NodeInfo here, NodeSession old, Member from, List<String> failures) {
    if (!here.isProvider()) {
      throw leaf(here);
    }
    if (!here.isRoot() && readsFrom(here, from.name())) {
      failures.addAll(
          new ChangeProvider(local, databases, queue, patience)
              .run(old.node().providerNode())
              .failures());
    }
    failures.addAll(
        new ChangeProvider(old.session(), databases, queue, patience).run(here.name()).failures());
  }

  /** Whether a node is on the way from another one up to the root. */
  private boolean readsFrom(NodeInfo here, String name) {
    Set<String> way = new HashSet<>();
    new Cascade(databases, queue)
        .openFirst(
            here.providerLocation(),
            candidate -> way.add(candidate.node().name()) && candidate.node().isRoot())
        .close();
    return way.contains(name);
  }

  private NodeSession open(Member member) {
    try {
      return new Cascade(databases, queue).open(member.location());
    } catch (DatabaseError e) {
      LOG.debug("cannot open {}", member, e);
      throw new StateError(
          "node " + member.name() + " cannot be reached: " + e.problem(),
          "if it is gone for good: --dead-root or --dead-branch");
    }
  }

  private static void refuseDead(Member from) {
    if (from.dead()) {
      throw new StateError(
          "node " + from.name() + " is tagged as dead",
          "--dead-root or --dead-branch gives it up; 'tag-alive' if it is back");
    }
  }

  static StateError leaf(NodeInfo here) {
    return new StateError(
        "node " + here.name() + " is a leaf: nobody can read from it",
        "run the command with the INI file of a branch; a leaf that is to take over must be dropped"
            + " and created anew with create-branch");
  }
}
