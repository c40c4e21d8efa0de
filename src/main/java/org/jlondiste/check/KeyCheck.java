package org.jlondiste.check;

import java.util.Locale;
import java.util.Optional;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;

/** Whether the rows of a table of the source can be told apart. */
final class KeyCheck {
  private KeyCheck() {}

  static Optional<Finding> of(TableStructure table, TableFacts facts) {
    if (table.key().isPresent()) {
      return Optional.empty();
    }
    boolean changed = facts.changes() > 0;
    String rows =
        facts.rowEstimate() <= 0
            ? ""
            : String.format(Locale.ROOT, " (about %,.0f rows)", facts.rowEstimate());
    String problem =
        "has no key"
            + rows
            + (changed
                ? ": each row that is updated or deleted is looked for as a whole, which is slow"
                : "; so far rows were only inserted, which is no harm");
    Optional<UniqueKey> nearly = table.uniqueKeys().stream().findFirst();
    String sql =
        nearly
            .map(key -> notNull(table, key))
            .orElse("alter table " + table.name().quoted() + " add primary key (…)");
    String advice =
        nearly
            .map(key -> "index " + key.name() + " will do once its columns cannot be null")
            .orElse(
                "add a primary key, or a unique index over columns that are not null, on both sides");
    return Optional.of(
        new Finding(
            changed ? Severity.WARNING : Severity.INFO,
            Topic.KEYS,
            "no-key",
            Side.SOURCE,
            table.name().toString(),
            problem,
            advice,
            sql));
  }

  private static String notNull(TableStructure table, UniqueKey key) {
    StringBuilder sql = new StringBuilder("alter table ").append(table.name().quoted());
    String comma = " ";
    for (String column : key.columns()) {
      if (!table.column(column).orElseThrow().notNull()) {
        sql.append(comma).append("alter column ").append(Identifier.quote(column));
        sql.append(" set not null");
        comma = ", ";
      }
    }
    return sql.toString();
  }
}
