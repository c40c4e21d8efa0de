package org.jlondiste.apply;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jlondiste.change.Change;
import org.jlondiste.change.RowShape;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.TargetTable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the target's tables, read from its catalog when first needed. {@link #known} may
 * be asked by any thread, the rest is for the session's thread.
 */
final class Targets {
  private final Session session;
  private final TextPassage passage;
  private final Map<TableName, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(TargetTable table, Map<RowShape, TargetForms> forms) {}

  /**
   * @param passage how the texts of events get into the target
   */
  Targets(Session session, TextPassage passage) {
    this.session = session;
    this.passage = passage;
  }

  void forget(TableName table) {
    entries.remove(table);
  }

  void forgetAll() {
    entries.clear();
  }

  /** What is known of a table without asking the server; null if nothing. */
  @Nullable TargetShape known(TableName table, RowShape shape) {
    Entry entry = entries.get(table);
    TargetForms forms = entry == null ? null : entry.forms().get(shape);
    return forms == null ? null : forms.target();
  }

  /**
   * A table of the target.
   *
   * @throws ApplyConflict if there is none of that name
   */
  TargetTable table(Change change) {
    return entry(change).table();
  }

  /**
   * The statements for rows of a shape.
   *
   * @throws ApplyConflict if the table or one of the columns is not there
   */
  TargetForms forms(Change change, RowShape shape) {
    Entry entry = entry(change);
    if (missing(entry.table(), shape).isPresent()) {
      forget(change.table());
      entry = entry(change);
    }
    Optional<String> missing = missing(entry.table(), shape);
    if (missing.isPresent()) {
      throw new ApplyConflict(change, "the target's table has no column " + missing.get(), null);
    }
    TargetTable table = entry.table();
    return entry
        .forms()
        .computeIfAbsent(shape, key -> TargetForms.of(new TargetShape(table, shape), passage));
  }

  /** Reads at once what is not known yet of tables; one that is not there stays unknown. */
  void learn(Collection<TableName> tables) {
    List<TableName> unknown =
        tables.stream().filter(table -> !entries.containsKey(table)).distinct().toList();
    if (!unknown.isEmpty()) {
      TargetTable.read(session, unknown)
          .forEach((name, table) -> entries.put(name, new Entry(table, new ConcurrentHashMap<>())));
    }
  }

  private Entry entry(Change change) {
    learn(List.of(change.table()));
    Entry entry = entries.get(change.table());
    if (entry == null) {
      throw new ApplyConflict(change, "the target has no such table", null);
    }
    return entry;
  }

  private static Optional<String> missing(TargetTable table, RowShape shape) {
    return shape.columns().stream().filter(column -> table.column(column) == null).findFirst();
  }
}
