package org.jlondiste.operation;

import java.util.Collection;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Subscription;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers that table copies have on the queue they copy from. One that is forgotten holds
 * that queue for ever.
 */
final class CopyConsumers {
  private static final Logger LOG = LoggerFactory.getLogger(CopyConsumers.class);

  private static final Sql LIST = Sql.of(CopyConsumers.class, "copy_consumers.sql");
  private static final Sql UNREGISTER =
      Sql.of(CopyConsumers.class, "unregister_queue_consumer.sql");

  private CopyConsumers() {}

  /** Unregisters, on a provider, all that belong to the worker of a subscriber. */
  static void forgetAll(Session provider, String queue, String worker) {
    for (Row row : provider.rows(LIST.with("queue", queue).with("worker", worker))) {
      unregister(provider, queue, row.text("consumer_name"));
    }
  }

  /** Unregisters those of some tables of the local node, on both sides. */
  static void forget(
      Session local, Databases databases, NodeInfo node, Collection<TableName> tables) {
    Nodes nodes = new Nodes(local);
    for (KeptConsumer consumer : nodes.consumers(node.queue())) {
      boolean found =
          tables.stream()
              .anyMatch(
                  table -> consumer.name().equals(node.workerName() + ".copy." + table.raw()));
      if (found) {
        Member source = nodes.member(node.queue(), consumer.providerNode());
        try (Session session = databases.open(source.location(), "jlondiste")) {
          unregister(session, node.queue(), consumer.name());
          new ConsumerRecord(local, node.queue(), consumer.name()).unregister();
        } catch (UserError e) {
          LOG.warn(
              "consumer {} stays registered on node {} and holds its queue: {}",
              consumer.name(),
              source.name(),
              e.problem());
        }
      }
    }
  }

  /** Unregisters one consumer, if it is there. */
  static void forget(Session session, String queue, String consumer) {
    if (new Subscription(session, queue, consumer).position().isPresent()) {
      unregister(session, queue, consumer);
    }
  }

  private static void unregister(Session session, String queue, String consumer) {
    session.rows(UNREGISTER.with("queue", queue).with("consumer", consumer));
  }
}
