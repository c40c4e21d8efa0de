package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Subscriber;

/** What the consumers of a node are for, as their names tell. */
final class ConsumerPurpose {
  private static final String GLOBAL_WATERMARK = ".global_watermark";
  private static final String COPY = ".copy.";

  private ConsumerPurpose() {}

  /** In words; empty for a consumer that is not the set's. */
  static Optional<String> of(String consumer, NodeInfo node, List<Subscriber> subscribers) {
    if (consumer.equals(GLOBAL_WATERMARK)) {
      return Optional.of("watermark of the set");
    }
    Optional<String> own = ofWorker(consumer, node.workerName(), node.name());
    if (own.isPresent()) {
      return own;
    }
    for (Subscriber subscriber : subscribers) {
      if (consumer.equals("." + subscriber.name() + ".watermark")) {
        return Optional.of("watermark of node " + subscriber.name());
      }
      Optional<String> purpose = ofWorker(consumer, subscriber.workerName(), subscriber.name());
      if (purpose.isPresent()) {
        return purpose;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofWorker(String consumer, String worker, String node) {
    if (consumer.equals(worker)) {
      return Optional.of("worker of node " + node);
    }
    return consumer.startsWith(worker + COPY)
        ? Optional.of(
            "copy of " + consumer.substring(worker.length() + COPY.length()) + " to node " + node)
        : Optional.empty();
  }
}
