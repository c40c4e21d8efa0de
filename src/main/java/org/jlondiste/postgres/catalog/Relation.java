package org.jlondiste.postgres.catalog;

import java.util.Optional;
import org.jlondiste.model.TableName;

/**
 * A relation of a database.
 *
 * @param partitionOf the table that it is a partition of
 * @param extension the extension that it belongs to
 */
public record Relation(
    TableName name,
    Kind kind,
    Persistence persistence,
    Optional<TableName> partitionOf,
    boolean hasColumns,
    Optional<String> extension) {

  /** What a relation is. */
  public enum Kind {
    TABLE("table"),
    PARTITIONED_TABLE("partitioned table"),
    FOREIGN_TABLE("foreign table"),
    VIEW("view"),
    MATERIALIZED_VIEW("materialized view"),
    SEQUENCE("sequence");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Kind ofCatalog(String relkind) {
      return switch (relkind) {
        case "r" -> TABLE;
        case "p" -> PARTITIONED_TABLE;
        case "f" -> FOREIGN_TABLE;
        case "v" -> VIEW;
        case "m" -> MATERIALIZED_VIEW;
        case "S" -> SEQUENCE;
        default -> throw new IllegalArgumentException("no such relkind: " + relkind);
      };
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What a relation outlives. */
  public enum Persistence {
    PERMANENT,
    UNLOGGED,
    TEMPORARY;

    static Persistence ofCatalog(String relpersistence) {
      return switch (relpersistence) {
        case "u" -> UNLOGGED;
        case "t" -> TEMPORARY;
        default -> PERMANENT;
      };
    }
  }

  /** True if rows are stored in it, or in its partitions. */
  public boolean isTable() {
    return kind == Kind.TABLE || kind == Kind.PARTITIONED_TABLE;
  }
}
