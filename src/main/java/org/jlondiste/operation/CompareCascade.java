package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.operation.CompareTables.Request;
import org.jlondiste.operation.CompareTables.Result;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this node with its provider, and each node below it with its own, one after the other. A
 * node that cannot be compared keeps no other from it.
 */
public final class CompareCascade {
  private static final Logger LOG = LoggerFactory.getLogger(CompareCascade.class);

  private final LocalNode local;
  private final Waiter waiter;
  private final HandlerCatalog catalog;

  /**
   * @param catalog the kinds of handlers that tables may have, on this node and on those below
   */
  public CompareCascade(LocalNode local, Waiter waiter, HandlerCatalog catalog) {
    this.local = local;
    this.waiter = waiter;
    this.catalog = catalog;
  }

  /**
   * What was found.
   *
   * @param node name of this node
   * @param nodes this one, unless it is the root, and those below; before them what is to be said
   *     of words that mean no table on any of them
   */
  public record Report(String node, List<NodeReport> nodes) {
    public Report {
      nodes = List.copyOf(nodes);
    }

    /** True if all tables of all nodes were compared and none differs. */
    public boolean allSame() {
      return nodes.stream().allMatch(NodeReport::allSame);
    }
  }

  /**
   * What was found about one node.
   *
   * @param provider name of the node it reads from; empty if nobody knows
   * @param tables what was found about its tables
   * @param problem why they were not compared; empty if they were
   */
  public record NodeReport(
      String node, String provider, CompareTables.Report tables, String problem) {
    public boolean allSame() {
      return problem.isEmpty() && tables.allSame();
    }
  }

  /**
   * Compares.
   *
   * @param request its limit is for each node
   */
  public Report run(Request request) {
    try (Session clerk = local.open("jlondiste compare")) {
      NodeInfo here = new Nodes(clerk).node(local.queue());
      List<NodesBelow.Below> below = NodesBelow.find(clerk, local.remote(), local.queue());
      List<NodeReport> reports = new ArrayList<>();
      List<String> unknown = new ArrayList<>(new LinkedHashSet<>(request.words()));
      if (here.isRoot()) {
        if (below.isEmpty()) {
          throw new StateError(
              "node " + here.name() + " is the root, and no node reads from it",
              "run 'compare' when there is another node");
        }
        unknown.retainAll(ComparableTables.choose(clerk, local.queue(), request.words()).unknown());
      } else {
        reports.add(compare(local, here.name(), here.providerNode(), request, unknown));
      }
      for (NodesBelow.Below node : below) {
        reports.add(compare(node, request, unknown));
      }
      if (!unknown.isEmpty()) {
        reports.add(
            0,
            new NodeReport(
                here.name(),
                "",
                CompareTables.complaints(here.name(), unknown, request.method()),
                ""));
      }
      return new Report(here.name(), reports);
    }
  }

  private NodeReport compare(NodesBelow.Below node, Request request, List<String> unknown) {
    if (!node.isReachable()) {
      return failed(node.name(), node.provider(), node.problem());
    }
    LocalNode remote =
        new LocalNode(
            local.queue(),
            node.worker(),
            purpose -> local.openRemote(node.location(), purpose),
            local.remote());
    return compare(remote, node.name(), node.provider(), request, unknown);
  }

  /**
   * Compares one node.
   *
   * @param unknown words that meant no table on the nodes before; those that do here are taken out
   */
  private NodeReport compare(
      LocalNode node, String name, String provider, Request request, List<String> unknown) {
    LOG.info("Comparing node {} with {}", name, provider);
    try {
      PairedTables.Outcome<Result> outcome =
          new CompareTables(node, waiter, catalog).run(request, SourceChoice.UpTo.PROVIDER);
      unknown.retainAll(outcome.unknown());
      return new NodeReport(name, provider, new CompareTables.Report(name, outcome.results()), "");
    } catch (UserError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("Node {} cannot be compared: {}", name, e.problem());
      return failed(name, provider, e.problem());
    }
  }

  private static NodeReport failed(String node, String provider, String problem) {
    return new NodeReport(node, provider, new CompareTables.Report(node, List.of()), problem);
  }
}
