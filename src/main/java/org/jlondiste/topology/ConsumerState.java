package org.jlondiste.topology;

import java.util.Optional;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;

/**
 * Where a consumer of a node stands.
 *
 * @param completedTick the last tick whose changes are all in the node's database
 * @param paused it was asked to pause
 * @param uptodate it has seen what was last asked of it
 * @param error what keeps it from going on
 */
public record ConsumerState(
    NodeType nodeType,
    String nodeName,
    TickId completedTick,
    String providerNode,
    String providerLocation,
    boolean paused,
    boolean uptodate,
    Optional<String> error) {}
