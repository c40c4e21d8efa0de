package org.jlondiste.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.TableCounts;

/**
 * How a member of a set is.
 *
 * @param member name and place
 * @param failure why it could not be asked; then most of the rest is missing
 * @param node what it says about itself
 * @param workerRuns whether its worker is connected to its database, if that can be seen
 * @param tables how many of its tables are how far
 * @param stopped tables to which nothing is applied any more, and why
 * @param keptPartitions those of its tables' partitions whose rows it has and the root has not
 * @param restraint how far it spares its provider, and why
 * @param rotationBlocker for which consumer its queue keeps events that it is time to throw away
 * @param stages where the time of its work goes
 * @param consumers whose positions it keeps, its worker among them
 * @param subscribers names of the nodes that read from it
 * @param provider name of its provider, as itself or else its provider says
 * @param lastTick the last tick it has, as itself or else its provider says
 * @param lag how old its data is; on the root how old the last tick is
 * @param pendingEvents how many events of its provider's queue it has yet to read
 */
public record NodeStatus(
    Member member,
    Optional<String> failure,
    Optional<NodeInfo> node,
    Optional<Boolean> workerRuns,
    Optional<TableCounts> tables,
    Map<TableName, String> stopped,
    Map<TableName, List<String>> keptPartitions,
    Optional<String> restraint,
    Optional<RotationBlocker> rotationBlocker,
    List<StageReport> stages,
    List<KeptConsumer> consumers,
    List<String> subscribers,
    Optional<String> provider,
    Optional<Long> lastTick,
    Optional<Duration> lag,
    Optional<Long> pendingEvents) {

  public NodeStatus {
    stopped = Map.copyOf(stopped);
    keptPartitions = Map.copyOf(keptPartitions);
    stages = List.copyOf(stages);
    consumers = List.copyOf(consumers);
    subscribers = List.copyOf(subscribers);
  }

  /** True if it answered, and none of its tables has stopped; a dead one need not answer. */
  public boolean isWell() {
    return failure.isEmpty() && stopped.isEmpty();
  }

  public boolean isRoot() {
    return node.map(NodeInfo::isRoot).orElse(false);
  }
}
