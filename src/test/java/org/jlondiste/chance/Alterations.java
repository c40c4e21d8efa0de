package org.jlondiste.chance;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jlondiste.error.UserError;
import org.jlondiste.support.Database;

/**
 * Columns that come, go, and change while the tables are written to: by scripts for all nodes, or
 * by somebody who tells nobody and does the same everywhere, sooner or later.
 */
final class Alterations {
  private static final String[] TYPES = {"int", "bigint", "numeric", "text"};

  private final Nodes nodes;
  private final List<Table> tables;
  private final Random random;
  private final Chronicle chronicle;
  private final Duration patience;
  private final boolean announced;
  private final boolean waits;
  private final Set<String> touched = new HashSet<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int count;

  /** What is still to be done on some node. */
  private record Pending(Database where, String sql) {}

  /** What is done to a table. */
  private record Change(String sql, Runnable noted) {}

  /**
   * @param tables those that may be altered
   * @param patience how long a lock is waited for
   * @param waits whether a script may wait for locks, which old servers do without end
   */
  Alterations(
      Nodes nodes,
      List<Table> tables,
      Random random,
      Chronicle chronicle,
      Duration patience,
      boolean waits) {
    this.nodes = nodes;
    this.tables = List.copyOf(tables);
    this.random = random;
    this.chronicle = chronicle;
    this.patience = patience;
    this.waits = waits;
    this.announced = random.nextBoolean();
  }

  /** Global names of tables that may have stopped, since nobody was told what became of them. */
  Set<String> mayStop() {
    return announced ? Set.of() : touched;
  }

  /** Alters a table, if nobody keeps it locked. */
  void alter() {
    if (tables.isEmpty()) {
      return;
    }
    Table table = tables.get(random.nextInt(tables.size()));
    Change change = any(table);
    if (announced) {
      script(change);
    } else {
      silently(table, change);
    }
  }

  private Change any(Table table) {
    List<String> extras = table.extras();
    if (extras.isEmpty() || (extras.size() < 4 && random.nextBoolean())) {
      String name = "x" + ++count;
      return new Change(
          "alter table " + table.name() + " add column " + name + " " + type() + fill(),
          () -> extras.add(name));
    }
    String name = extras.get(random.nextInt(extras.size()));
    switch (random.nextInt(4)) {
      case 0 -> {
        return new Change(
            "alter table " + table.name() + " drop column " + name, () -> extras.remove(name));
      }
      case 1 -> {
        String other = "x" + ++count;
        return new Change(
            "alter table " + table.name() + " rename column " + name + " to " + other,
            () -> {
              extras.remove(name);
              extras.add(other);
            });
      }
      default -> {
        String type = type();
        return new Change(
            "alter table "
                + table.name()
                + " alter column "
                + name
                + " drop default, alter column "
                + name
                + " type "
                + type
                + " using "
                + name
                + "::text::"
                + type,
            () -> {});
      }
    }
  }

  private String type() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  private String fill() {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> " default 7";
      default -> " not null default 8";
    };
  }

  private void script(Change change) {
    if (!waits) {
      return;
    }
    String name = "script " + ++count;
    try {
      nodes.execute(name, change.sql(), patience);
      change.noted().run();
      chronicle.note(name + ": " + change.sql());
    } catch (UserError e) {
      chronicle.note(name + ": " + change.sql() + " -- " + e.problem());
    }
  }

  private void silently(Table table, Change change) {
    if (pending.size() > 2) {
      finish();
    }
    List<Database> others = new ArrayList<>();
    nodes.followers().forEach(follower -> others.add(follower.database()));
    boolean first = random.nextBoolean();
    chronicle.note("altered without a word");
    if (!tryToRun(nodes.root(), change.sql())) {
      return;
    }
    touched.add(table.globalName());
    change.noted().run();
    for (Database other : others) {
      pending.add(new Pending(other, change.sql()));
    }
    if (first) {
      finish();
    }
  }

  /** Does on every node what was done on the root. */
  void finish() {
    for (Pending next = pending.poll(); next != null; next = pending.poll()) {
      chronicle.note(next.where().name() + ": " + next.sql());
      next.where().run(next.sql());
    }
  }

  private boolean tryToRun(Database database, String sql) {
    boolean old = Double.parseDouble(database.server().version()) < 9.3;
    try {
      database.run(
          "set " + (old ? "statement_timeout" : "lock_timeout") + " = " + patience.toMillis(), sql);
      chronicle.note(database.name() + ": " + sql);
      return true;
    } catch (AssertionError e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.contains("timeout")
          && !problem.contains("deadlock")
          && !problem.contains("pending trigger events")) {
        throw e;
      }
      chronicle.note(database.name() + ": " + sql + " -- in vain");
      return false;
    }
  }
}
