package org.jlondiste.topology;

import java.util.Optional;
import org.jlondiste.model.TickId;

/** A consumer whose position a node keeps, as the node lists it. */
public record KeptConsumer(
    String name,
    String providerNode,
    TickId completedTick,
    boolean paused,
    boolean uptodate,
    Optional<String> error) {}
