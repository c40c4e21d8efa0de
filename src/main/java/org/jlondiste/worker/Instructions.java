package org.jlondiste.worker;

import java.util.List;
import java.util.Optional;
import org.jlondiste.copy.StoppedTables;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.script.Script;
import org.jlondiste.script.ScriptRun;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;
import org.jlondiste.topology.Watermarks;
import org.jspecify.annotations.Nullable;

/** Events that are no changes of rows: what the root tells all nodes of the set. */
final class Instructions {
  private static final Sql REGISTER_LOCATION = Sql.of(Instructions.class, "register_location.sql");
  private static final Sql UNREGISTER_LOCATION =
      Sql.of(Instructions.class, "unregister_location.sql");

  private final Session local;
  private final String queue;
  private final WorkerOptions options;
  private final GlobalWatermark watermark;
  private final Optional<CombinedQueue> fed;

  /**
   * @param fed the queue of which this database is the root, and which this node feeds
   */
  Instructions(
      Session local,
      String queue,
      WorkerOptions options,
      GlobalWatermark watermark,
      Optional<CombinedQueue> fed) {
    this.watermark = watermark;
    this.fed = fed;
    this.local = local;
    this.queue = queue;
    this.options = options;
  }

  /**
   * Carries an instruction out, in the transaction under way.
   *
   * @return true if tables may look different now
   * @throws StateError if the event is none that a node knows
   */
  boolean follow(Event event, NodeType nodeType) {
    switch (event.type()) {
      case "pgq.location-info" -> {
        checkQueue(event);
        local.rows(
            REGISTER_LOCATION
                .with("queue", queue)
                .with("node", data(event))
                .with("location", event.extra2())
                .with("dead", "true".equals(event.extra3()) || "t".equals(event.extra3())));
      }
      case "pgq.unregister-location" -> {
        checkQueue(event);
        local.rows(UNREGISTER_LOCATION.with("queue", queue).with("node", data(event)));
      }
      case "pgq.global-watermark" -> {
        checkQueue(event);
        if (nodeType == NodeType.BRANCH) {
          watermark.hear(local, new TickId(Long.parseLong(data(event))));
        }
      }
      case "pgq.tick-id" -> {
        if (nodeType == NodeType.BRANCH) {
          notePart(event);
        }
      }
      case "londiste.add-table" -> {
        TableName table = TableName.ofRaw(data(event));
        if (options.scope().tables().test(table)) {
          new Tables(local, queue).addToSet(table);
        }
      }
      case "londiste.remove-table" -> {
        // the list may have come from a node that had heard of it already
        TableName table = TableName.ofRaw(data(event));
        if (new Tables(local, queue).find(table).isPresent()) {
          new Tables(local, queue).removeFromSet(table);
          // what is added by this name again is another table
          new StoppedTables(local, queue).release(List.of(table));
        }
      }
      case "londiste.update-seq" -> {
        TableName sequence = TableName.ofRaw(required(event.extra1(), event));
        if (options.scope().sequences().test(sequence)) {
          new Sequences(local, queue).update(sequence, Long.parseLong(data(event)));
        }
      }
      case "londiste.remove-seq" -> {
        TableName sequence = TableName.ofRaw(data(event));
        if (new Sequences(local, queue)
            .list().stream().anyMatch(found -> found.name().equals(sequence))) {
          new Sequences(local, queue).removeFromSet(sequence);
        }
      }
      case "EXECUTE" -> execute(event);
      default ->
          throw new StateError(
              "queue "
                  + queue
                  + " holds an event of unknown type '"
                  + event.type()
                  + "' (event "
                  + event.id()
                  + ")",
              "a replicated queue carries only what replication writes; find out who wrote it");
    }
    return event.type().equals("EXECUTE");
  }

  /** What the root of this combined queue says about a queue that feeds it. */
  private void notePart(Event event) {
    String part = required(event.extra1(), event);
    new Watermarks(local, queue).setPartition(part, new TickId(Long.parseLong(data(event))));
    String incomplete = event.extra2();
    if (incomplete != null) {
      CombinedQueue.noteTables(local, queue, part, incomplete);
    }
  }

  private void execute(Event event) {
    new ScriptRun(local, queue, fed.map(CombinedQueue::name))
        .received(
            Script.received(
                required(event.extra1(), event), data(event), Optional.ofNullable(event.extra2())),
            event.time());
  }

  private void checkQueue(Event event) {
    if (!queue.equals(event.extra1())) {
      throw new StateError(
          "event " + event.id() + " of type " + event.type() + " is for queue " + event.extra1(),
          "find out who wrote it into queue " + queue);
    }
  }

  private static String data(Event event) {
    return required(event.data(), event);
  }

  private static String required(@Nullable String value, Event event) {
    return Optional.ofNullable(value)
        .orElseThrow(
            () ->
                new StateError(
                    "event " + event.id() + " of type " + event.type() + " is incomplete",
                    "find out who wrote it"));
  }
}
