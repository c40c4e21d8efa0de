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
      // a branch with sync_watermark keeps for itself what those behind it need
      boolean forAll = GlobalWatermark.sharing(info).isEmpty();
      TickId lowest = forAll && needed.get().isBefore(done.get()) ? needed.get() : done.get();
      if (isNews(provider, nodeName, lowest)) {
        new Watermarks(provider, queue).setSubscriber(nodeName, lowest);
      }
    }
  }

  /**
   * A node that has just come to read from this one counts as far behind; that is told to nobody.
   */
  private boolean isNews(Session provider, String nodeName, TickId lowest) {
    return new Nodes(provider)
        .subscribers(queue).stream()
            .filter(subscriber -> subscriber.name().equals(nodeName))
            .flatMap(subscriber -> subscriber.watermark().stream())
            .allMatch(known -> known.isBefore(lowest));
  }
}
