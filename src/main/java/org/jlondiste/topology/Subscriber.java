package org.jlondiste.topology;

import java.util.Optional;
import org.jlondiste.model.TickId;

/**
 * A node that reads directly from another.
 *
 * @param workerName name of its consumer on the provider's queue
 * @param watermark the oldest tick that it still needs
 */
public record Subscriber(String name, String workerName, Optional<TickId> watermark) {}
