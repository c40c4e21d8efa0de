package org.jlondiste.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;

/**
 * What a node knows about itself.
 *
 * @param queue name of the set's queue
 * @param globalWatermark the oldest tick that any node of the set still needs; none on a leaf
 * @param localWatermark the oldest tick that this node or one behind it still needs
 * @param providerNode the node it reads from; a root is its own provider
 * @param providerLocation connect string of the provider
 * @param combinedQueue the queue of the same database that a merge leaf feeds
 * @param combinedType what the node of that queue is
 * @param workerName consumer name of its worker
 * @param paused the worker was asked to pause
 * @param uptodate the worker has seen what was last asked of it
 * @param workerLastTick the last tick the worker has done; on a root the last tick there is
 * @param attributes of the node
 * @param partQueues the queues of the same database that feed this one
 */
public record NodeInfo(
    String queue,
    NodeType type,
    String name,
    Optional<TickId> globalWatermark,
    Optional<TickId> localWatermark,
    String providerNode,
    String providerLocation,
    Optional<String> combinedQueue,
    Optional<NodeType> combinedType,
    String workerName,
    boolean paused,
    boolean uptodate,
    Optional<TickId> workerLastTick,
    Map<String, String> attributes,
    List<String> partQueues) {

  public NodeInfo {
    attributes = Attributes.copyOf(attributes);
    partQueues = List.copyOf(partQueues);
  }

  public boolean isRoot() {
    return type == NodeType.ROOT;
  }

  /** True if the node keeps a queue that others can read from. */
  public boolean isProvider() {
    return type != NodeType.LEAF;
  }
}
