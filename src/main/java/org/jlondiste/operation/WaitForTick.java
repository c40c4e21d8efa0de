package org.jlondiste.operation;

import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a node has everything that was committed on its root or provider until now. */
public final class WaitForTick {
  private static final Logger LOG = LoggerFactory.getLogger(WaitForTick.class);
  private static final Sql LAST_TICK = Sql.of(WaitForTick.class, "last_tick.sql");
  private static final Sql FORCE_TICK = Sql.of(WaitForTick.class, "force_tick.sql");

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  public WaitForTick(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * What came of it.
   *
   * @param reached the tick that the node has; none if it is the root itself
   * @param complete no table has stopped or is still being copied
   */
  public record Report(Optional<TickId> reached, boolean complete) {
    static final Report ROOT = new Report(Optional.empty(), true);
  }

  public Report forRoot() {
    NodeInfo node = new Nodes(local).node(queue);
    LOG.info("Finding root node");
    if (node.isRoot()) {
      LOG.info("Current node is root, no need to wait");
      return Report.ROOT;
    }
    try (NodeSession root = new Cascade(databases, queue).openRoot(node.providerLocation())) {
      LOG.info("Root is {}", root.node().name());
      return waitFor(root);
    }
  }

  public Report forProvider() {
    NodeInfo node = new Nodes(local).node(queue);
    if (node.isRoot()) {
      LOG.info("Current node is root, no need to wait");
      return Report.ROOT;
    }
    try (NodeSession provider = new Cascade(databases, queue).openProvider(node)) {
      LOG.info("Provider is {}", provider.node().name());
      return waitFor(provider);
    }
  }

  private Report waitFor(NodeSession source) {
    LOG.info("Fetching last tick for {}", source.node().name());
    long last = source.session().row(LAST_TICK.with("queue", queue)).bigint("last_tick_id");
    LOG.info("Waiting for tick > {}", last);
    if (source.node().isRoot()) {
      source.session().rows(FORCE_TICK.with("queue", queue));
    }
    String awaited = "tick > " + last + " of node " + source.node().name();
    WorkerWatch watch = new WorkerWatch(local, queue, patience, awaited);
    TickId reached =
        patience.await(
            awaited,
            () -> watch.hint("'status' shows whether the worker runs and the queue ticks"),
            () -> {
              Optional<TickId> tick =
                  new Nodes(local).node(queue).workerLastTick().filter(it -> it.value() > last);
              if (tick.isEmpty()) {
                watch.look();
              }
              return tick;
            });
    LOG.info("Got tick {}, exiting", reached);
    HeldUp heldUp = HeldUp.read(local, queue);
    heldUp.say();
    return new Report(Optional.of(reached), heldUp.isEmpty());
  }
}
