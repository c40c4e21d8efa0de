package org.jlondiste.topology;

import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * The oldest ticks still needed. They let a queue forget, and never more than every node can do
 * without.
 */
public final class Watermarks {
  private static final Sql SUBSCRIBER = Sql.of(Watermarks.class, "set_subscriber_watermark.sql");
  private static final Sql GLOBAL = Sql.of(Watermarks.class, "set_global_watermark.sql");
  private static final Sql PARTITION = Sql.of(Watermarks.class, "set_partition_watermark.sql");

  private final Calls calls;
  private final String queue;

  public Watermarks(Session session, String queue) {
    this.calls = new Calls(session, "");
    this.queue = queue;
  }

  /** Tells the provider, whose session this is, what a subscriber still needs. */
  public void setSubscriber(String node, TickId tick) {
    calls.quiet(SUBSCRIBER.with("queue", queue).with("node", node).with("tick", tick.value()));
  }

  /** Notes on a branch or leaf what the whole set still needs. */
  public void setGlobal(TickId tick) {
    calls.quiet(GLOBAL.with("queue", queue).with("tick", tick.value()));
  }

  /** Computes on the root what the whole set still needs, and tells all nodes. */
  public void publishGlobal() {
    calls.quiet(GLOBAL.with("queue", queue).with("tick", null));
  }

  /** Notes on a combined branch how far a part queue went into this queue. */
  public void setPartition(String partQueue, TickId tick) {
    calls.quiet(
        PARTITION.with("combined", queue).with("part", partQueue).with("tick", tick.value()));
  }
}
