package org.jlondiste.postgres.catalog;

import java.util.List;

/**
 * A unique index over plain columns.
 *
 * @param columns in the order of the index
 * @param notNull none of its columns can be null
 */
public record UniqueKey(String name, boolean primary, List<String> columns, boolean notNull) {
  public UniqueKey {
    columns = List.copyOf(columns);
  }
}
