package org.jlondiste.worker;

import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Watermarks;

/** The oldest tick that a node and those behind it still need, told to its provider. */
final class Watermark {
  private final Session local;
  private final String queue;

  Watermark(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  void sendTo(Session provider, String nodeName) {
    NodeInfo info = new Nodes(local).node(queue);
    Optional<TickId> needed = info.localWatermark();
    Optional<TickId> done = info.workerLastTick();
    if (needed.isPresent() && done.isPresent()) {
      TickId lowest = needed.get().isBefore(done.get()) ? needed.get() : done.get();
      new Watermarks(provider, queue).setSubscriber(nodeName, lowest);
    }
  }
}
