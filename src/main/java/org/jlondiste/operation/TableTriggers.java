package org.jlondiste.operation;

import java.util.List;
import java.util.Locale;
import org.jlondiste.model.TableName;

/**
 * A table that a node replicates, with its triggers.
 *
 * @param table its name in the set
 * @param destination its name here
 */
public record TableTriggers(TableName table, TableName destination, List<Trigger> triggers) {
  public TableTriggers {
    triggers = List.copyOf(triggers);
  }

  /**
   * A trigger.
   *
   * @param function {@code schema.function}
   * @param ofReplication its function is the replication's: it captures changes or refuses them
   * @param events {@code insert, update, delete, truncate}, or some of them
   * @param timing before, after, or instead of
   * @param level row or statement
   */
  public record Trigger(
      String name,
      String function,
      boolean ofReplication,
      String events,
      String timing,
      String level,
      Firing firing) {}

  /** For whose changes a trigger fires. */
  public enum Firing {
    /** Of everybody but the replication; the usual one. */
    APPLICATIONS,
    /** Of the replication only. */
    REPLICATION,
    ALWAYS,
    /** It is disabled. */
    NEVER;

    static Firing ofCatalog(String letter) {
      return switch (letter) {
        case "O" -> APPLICATIONS;
        case "R" -> REPLICATION;
        case "A" -> ALWAYS;
        case "D" -> NEVER;
        default -> throw new IllegalArgumentException("pg_trigger.tgenabled = " + letter);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
