package org.jlondiste.operation;

import java.util.function.Consumer;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a queue for consumers of others: nothing is replicated through it. */
public final class CreateQueue {
  private static final Logger LOG = LoggerFactory.getLogger(CreateQueue.class);
  private static final Sql CREATE = Sql.of(CreateQueue.class, "create_queue.sql");

  private final Session session;
  private final Consumer<Session> installer;

  /**
   * @param installer puts the schemas into a database that lacks them
   */
  public CreateQueue(Session session, Consumer<Session> installer) {
    this.session = session;
    this.installer = installer;
  }

  /**
   * Makes a queue; one that is there stays as it is.
   *
   * @return false if it was there
   */
  public boolean run(String queue) {
    boolean created =
        session.transaction(
            () -> {
              if (!new ShowQueues(session).isInstalled()) {
                installer.accept(session);
              }
              return session.row(CREATE.with("queue", queue)).integer("created") == 1;
            });
    LOG.info(created ? "Queue created: {}" : "Queue is there already: {}", queue);
    return created;
  }
}
