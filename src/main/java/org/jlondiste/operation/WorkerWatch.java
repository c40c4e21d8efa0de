package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the worker of a node while somebody waits for it: says once what keeps it from getting
 * on, and now and then that the waiting goes on, and where the worker is.
 */
final class WorkerWatch {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

  /** So long a worker may be away, between two connections, before that is worth a word. */
  private static final Duration SHORT_ABSENCE = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final String queue;
  private final Patience patience;
  private final String awaited;
  private final boolean pauseIsObstacle;
  private Set<String> said = Set.of();
  private Duration nextLook = Duration.ZERO;
  private Duration nextWord = BETWEEN_WORDS;
  private Duration lastSeen = Duration.ZERO;

  /**
   * @param awaited what is waited for
   */
  WorkerWatch(Session session, String queue, Patience patience, String awaited) {
    this(session, queue, patience, awaited, true);
  }

  private WorkerWatch(
      Session session, String queue, Patience patience, String awaited, boolean pauseIsObstacle) {
    this.nodes = new Nodes(session);
    this.queue = queue;
    this.patience = patience;
    this.awaited = awaited;
    this.pauseIsObstacle = pauseIsObstacle;
  }

  /** For one who asked the worker to pause or to go on, and waits until it has seen that. */
  static WorkerWatch ofAnswer(Session session, String queue, Patience patience, String awaited) {
    return new WorkerWatch(session, queue, patience, awaited, false);
  }

  /** Looks, if the last look is a while ago. */
  void look() {
    Duration now = patience.spent();
    if (now.compareTo(nextLook) < 0) {
      return;
    }
    nextLook = now.plus(BETWEEN_LOOKS);
    NodeInfo node = nodes.node(queue);
    Set<String> obstacles = new LinkedHashSet<>(obstacles(node, now));
    for (String obstacle : obstacles) {
      if (!said.contains(obstacle)) {
        LOG.warn("{}", obstacle);
      }
    }
    said = obstacles;
    if (now.compareTo(nextWord) >= 0) {
      nextWord = now.plus(BETWEEN_WORDS);
      LOG.info("Still waiting for {}; the worker is at tick {}", awaited, tick(node));
    }
  }

  /** What to do if the worker does not come in time: what is wrong with it, as seen last. */
  String hint(String otherwise) {
    return said.isEmpty() ? otherwise : String.join("; ", said);
  }

  private List<String> obstacles(NodeInfo node, Duration now) {
    List<String> obstacles = new ArrayList<>();
    if (node.paused() && pauseIsObstacle) {
      obstacles.add("The worker of node " + node.name() + " is paused: 'resume' lets it go on");
    }
    if (nodes.workerRuns(queue).orElse(true)) {
      lastSeen = now;
    } else if (now.minus(lastSeen).compareTo(SHORT_ABSENCE) >= 0) {
      obstacles.add(
          "No worker of node "
              + node.name()
              + " is connected to its database: nothing gets on until one runs ('worker')");
    }
    for (KeptConsumer consumer : nodes.consumers(queue)) {
      consumer.error().ifPresent(error -> obstacles.add(consumer.name() + ": " + error));
    }
    return obstacles;
  }

  private static String tick(NodeInfo node) {
    return node.workerLastTick().map(TickId::toString).orElse("(none)");
  }
}
