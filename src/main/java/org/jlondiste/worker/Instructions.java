package org.jlondiste.worker;

import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;
import org.jspecify.annotations.Nullable;

/** Events that are no changes of rows: what the root tells all nodes of the set. */
final class Instructions {
  private static final Sql REGISTER_LOCATION = Sql.of(Instructions.class, "register_location.sql");
  private static final Sql UNREGISTER_LOCATION =
      Sql.of(Instructions.class, "unregister_location.sql");
  private static final Sql EXECUTE_START = Sql.of(Instructions.class, "execute_start.sql");
  private static final Sql EXECUTE_FINISH = Sql.of(Instructions.class, "execute_finish.sql");
  private static final Sql SET_ROLE = Sql.of(Instructions.class, "set_replication_role.sql");

  private static final int ALREADY_DONE = 201;

  private final Session local;
  private final String queue;
  private final WorkerOptions options;
  private final GlobalWatermark watermark;

  Instructions(Session local, String queue, WorkerOptions options, GlobalWatermark watermark) {
    this.watermark = watermark;
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
        // for combined branches, which this node is not
      }
      case "londiste.add-table" -> {
        TableName table = TableName.ofRaw(data(event));
        if (options.scope().tables().test(table)) {
          new Tables(local, queue).addToSet(table);
        }
      }
      case "londiste.remove-table" ->
          new Tables(local, queue).removeFromSet(TableName.ofRaw(data(event)));
      case "londiste.update-seq" -> {
        TableName sequence = TableName.ofRaw(required(event.extra1(), event));
        if (options.scope().sequences().test(sequence)) {
          new Sequences(local, queue).update(sequence, Long.parseLong(data(event)));
        }
      }
      case "londiste.remove-seq" ->
          new Sequences(local, queue).removeFromSet(TableName.ofRaw(data(event)));
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

  private void execute(Event event) {
    String file = required(event.extra1(), event);
    if (event.extra2() != null && !event.extra2().isEmpty()) {
      throw new StateError(
          "script " + file + " says on which nodes it is to run, which this version cannot judge",
          "run it here by hand and note it in londiste.applied_execute");
    }
    int code =
        local
            .row(
                EXECUTE_START
                    .with("queue", queue)
                    .with("file", file)
                    .with("sql", data(event))
                    .with("attributes", event.extra2()))
            .integer("ret_code");
    if (code == ALREADY_DONE) {
      return;
    }
    local.rows(SET_ROLE.with("role", "local"));
    local.execute(data(event));
    local.rows(EXECUTE_FINISH.with("queue", queue).with("file", file));
    local.rows(SET_ROLE.with("role", "replica"));
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
