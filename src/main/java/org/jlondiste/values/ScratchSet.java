package org.jlondiste.values;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Subscription;
import org.jlondiste.schema.Component;
import org.jlondiste.schema.Installer;

/**
 * A set of its own for a trial: a root in the source with a queue, and a schema for tables on both
 * sides. Where the source has no schemas of ours yet, they are there only for the time of the
 * trial.
 */
final class ScratchSet implements AutoCloseable {
  private static final Sql LOCK = Sql.of(ScratchSet.class, "lock_trial.sql");
  private static final Sql UNLOCK = Sql.of(ScratchSet.class, "unlock_trial.sql");
  private static final Sql SCHEMA_EXISTS = Sql.of(ScratchSet.class, "schema_exists.sql");
  private static final Sql ROLES = Sql.of(ScratchSet.class, "our_roles.sql");
  private static final Sql CREATE = Sql.of(ScratchSet.class, "create_scratch_root.sql");
  private static final Sql ADD = Sql.of(ScratchSet.class, "add_scratch_table.sql");
  private static final Sql REMOVE = Sql.of(ScratchSet.class, "remove_scratch_tables.sql");
  private static final Sql DROP = Sql.of(ScratchSet.class, "drop_scratch_root.sql");

  /** What the functions answer from here on is an error. */
  private static final int ERROR = 400;

  private static final String NAME = ScratchTables.SCHEMA;

  private final Session source;
  private final Session target;
  private final List<Component> lent = new ArrayList<>();
  private final List<String> lentRoles = new ArrayList<>();

  ScratchSet(Session source, Session target) {
    this.source = source;
    this.target = target;
    lock();
    try {
      install();
      sweep();
      call(CREATE.with("name", NAME));
      new Subscription(source, NAME, NAME).register();
      source.execute("create schema " + ScratchTables.quotedSchema());
      target.execute("create schema " + ScratchTables.quotedSchema());
    } catch (RuntimeException e) {
      try {
        close();
      } catch (UserError second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Lets triggers write the changes of a table down. */
  void capture(TableName table) {
    call(ADD.with("name", NAME).with("table", table.raw()));
  }

  private void call(BoundSql function) {
    for (Row answer : source.rows(function)) {
      if (answer.integer("ret_code") >= ERROR) {
        throw new StateError(answer.text("ret_note"), "");
      }
    }
  }

  private void lock() {
    if (!source.row(LOCK.bound()).bool("mine") || !target.row(LOCK.bound()).bool("mine")) {
      throw new StateError(
          "another trial of values runs in " + source.target() + " or " + target.target(),
          "wait until it has ended");
    }
  }

  private void install() {
    if (exists(source, Component.LONDISTE.schemaName())) {
      return;
    }
    for (Component component : Component.values()) {
      if (!exists(source, component.schemaName())) {
        lent.add(component);
      }
    }
    List<String> before = roles();
    new Installer(source).install();
    roles().stream().filter(role -> !before.contains(role)).forEach(lentRoles::add);
  }

  private List<String> roles() {
    return source.rows(ROLES.bound()).stream().map(row -> row.text("name")).toList();
  }

  /** Drops what this or an earlier trial made. */
  private void sweep() {
    if (exists(source, Component.LONDISTE.schemaName())) {
      call(REMOVE.with("name", NAME));
      call(DROP.with("name", NAME));
    }
    for (Session side : List.of(source, target)) {
      side.execute("drop schema if exists " + ScratchTables.quotedSchema() + " cascade");
    }
  }

  private static boolean exists(Session session, String schema) {
    return session.row(SCHEMA_EXISTS.with("schema", schema)).bool("there");
  }

  @Override
  public void close() {
    sweep();
    for (int i = lent.size() - 1; i >= 0; i--) {
      source.execute(
          "drop schema if exists " + Identifier.quote(lent.get(i).schemaName()) + " cascade");
    }
    for (String role : lentRoles) {
      source.execute("drop role " + Identifier.quote(role));
    }
    source.row(UNLOCK.bound());
    target.row(UNLOCK.bound());
  }
}
