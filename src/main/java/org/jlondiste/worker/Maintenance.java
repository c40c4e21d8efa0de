package org.jlondiste.worker;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upkeep of a database's queues: rotation of their tables, watermarks, sequences, vacuum. Each
 * operation is a transaction of its own; one that fails does not keep the others from running.
 */
public final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final Sql OPERATIONS = Sql.of(Maintenance.class, "maintenance_operations.sql");
  private static final Sql RETRY = Sql.of(Maintenance.class, "retry_events.sql");

  private final Session session;
  private final BooleanSupplier stopping;

  /**
   * @param stopping asked between operations; true ends the work early
   */
  public Maintenance(Session session, BooleanSupplier stopping) {
    this.session = session;
    this.stopping = stopping;
  }

  /**
   * Does all that the database asks for now.
   *
   * @return how many operations failed
   */
  public int pass() {
    List<Row> operations = session.rows(OPERATIONS.bound());
    int failed = 0;
    for (Row operation : operations) {
      if (stopping.getAsBoolean()) {
        break;
      }
      String name = operation.text("func_name");
      Optional<String> argument = operation.optionalText("func_arg");
      try {
        run(name, argument);
      } catch (DatabaseError e) {
        if (e.isConnectionLoss()) {
          throw e;
        }
        failed++;
        LOG.warn(
            "[{}]: {}({}) failed: {}",
            session.target().database(),
            name,
            argument.orElse(""),
            e.problem());
      }
    }
    return failed;
  }

  /**
   * Puts events that failed once, and are due now, back into their queues.
   *
   * @return how many
   */
  public long retryEvents() {
    long all = 0;
    long moved;
    do {
      moved = session.row(RETRY.bound()).bigint("moved");
      all += moved;
    } while (moved > 0 && !stopping.getAsBoolean());
    return all;
  }

  private void run(String name, Optional<String> argument) {
    LOG.debug("[{}]: {}({})", session.target().database(), name, argument.orElse(""));
    if (name.equals("vacuum") || name.equals("vacuum analyze")) {
      session.execute(name + " " + quoted(argument.orElseThrow()));
      return;
    }
    String call = "select " + quoted(name) + (argument.isPresent() ? "(:argument)" : "()");
    Sql sql = Sql.composed(name, call + " as result");
    while (again(argument.isPresent() ? sql.with("argument", argument.get()) : sql.bound())) {
      LOG.trace("{} asks to be called again", name);
    }
  }

  /** A function that returns more than 0 has more to do. */
  private boolean again(org.jlondiste.postgres.BoundSql call) {
    String result = session.row(call).optionalText("result").orElse("");
    return result.matches("[0-9]+") && !result.matches("0+") && !stopping.getAsBoolean();
  }

  /** A name as the queue's functions give it: the first dot parts schema and object. */
  private static String quoted(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Identifier.quote(name)
        : Identifier.quote(name.substring(0, dot))
            + "."
            + Identifier.quote(name.substring(dot + 1));
  }
}
