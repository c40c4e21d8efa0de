package org.jlondiste.queue;

import java.util.List;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** Several consumers of one queue. */
public final class Subscriptions {
  private static final Sql REGISTER_AT = Sql.of(Subscriptions.class, "register_consumers_at.sql");
  private static final Sql UNREGISTER = Sql.of(Subscriptions.class, "unregister_consumers.sql");
  private static final Sql REGISTERED = Sql.of(Subscriptions.class, "registered_consumers.sql");

  private final Session session;
  private final String queue;
  private final List<String> consumers;

  public Subscriptions(Session session, String queue, List<String> consumers) {
    this.session = session;
    this.queue = queue;
    this.consumers = List.copyOf(consumers);
  }

  /** All of them begin to read at a tick, or move there. */
  public void registerAt(TickId tick) {
    session.row(about(REGISTER_AT).with("tick", tick.value()));
  }

  /** Ends those registrations that there are. */
  public void unregister() {
    session.row(about(UNREGISTER));
  }

  /** True if all of them are registered. */
  public boolean areRegistered() {
    return session.row(about(REGISTERED)).bigint("registered") == consumers.size();
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("consumers", consumers);
  }
}
