package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;

/** Lists the consumers of a node. Changes nothing. */
public final class ShowConsumers {
  private final Session local;
  private final String queue;

  public ShowConsumers(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /**
   * The consumers of a node.
   *
   * @param node its name
   * @param consumers those whose positions it keeps, then those that read its queue
   */
  public record Report(String node, List<SetConsumer> consumers) {
    public Report {
      consumers = List.copyOf(consumers);
    }
  }

  public Report run() {
    Nodes nodes = new Nodes(local);
    NodeInfo node = nodes.node(queue);
    List<Subscriber> subscribers = nodes.subscribers(queue);
    List<SetConsumer> consumers = new ArrayList<>();
    for (KeptConsumer kept : nodes.consumers(queue)) {
      consumers.add(
          new SetConsumer(
              kept.name(),
              ConsumerPurpose.of(kept.name(), node, subscribers),
              kept.providerNode(),
              Optional.of(kept.completedTick()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(kept.paused()),
              Optional.of(kept.uptodate()),
              kept.error(),
              false));
    }
    if (node.type() != NodeType.LEAF) {
      consumers.addAll(readers(node, subscribers));
    }
    return new Report(node.name(), consumers);
  }

  private List<SetConsumer> readers(NodeInfo node, List<Subscriber> subscribers) {
    Optional<String> blocker = local.answer(RotationBlocker.consumerOf(queue));
    return new ShowQueues(local)
        .consumers(Optional.of(queue), Optional.empty()).stream()
            .map(
                consumer ->
                    new SetConsumer(
                        consumer.name(),
                        ConsumerPurpose.of(consumer.name(), node, subscribers),
                        node.name(),
                        consumer.lastTick(),
                        consumer.lag(),
                        consumer.pendingEvents(),
                        consumer.lastSeen(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        blocker.filter(consumer.name()::equals).isPresent()))
            .toList();
  }
}
