package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.postgres.Server;

/**
 * Two tables that ought to hold the same rows.
 *
 * @param forms the columns that both have, in the order of the source, and how they are written
 * @param ignored the columns that only one of them has
 * @param key the columns that rows are told apart by; empty if there are none
 */
record TablePair(
    ComparedTable source,
    ComparedTable target,
    Map<String, ColumnForm> forms,
    List<String> ignored,
    List<String> key) {

  static TablePair of(ComparedTable source, ComparedTable target) {
    Map<String, ColumnForm> forms = new LinkedHashMap<>();
    List<String> ignored = new ArrayList<>();
    source
        .columns()
        .forEach(
            (column, type) -> {
              ColumnType other = target.columns().get(column);
              if (other == null) {
                ignored.add(column);
              } else {
                forms.put(column, ColumnForm.of(type).with(ColumnForm.of(other)));
              }
            });
    for (String column : target.columns().keySet()) {
      if (!forms.containsKey(column)) {
        ignored.add(column);
      }
    }
    return new TablePair(source, target, forms, ignored, key(source, target, forms));
  }

  /**
   * The same, if both can be read.
   *
   * @throws RewrittenTable if not
   */
  TablePair readable() {
    for (ComparedTable side : List.of(source, target)) {
      if (side.rewritten()) {
        throw new RewrittenTable(side.name(), side.session().target().toString());
      }
    }
    return this;
  }

  /**
   * Why rows of the source cannot be told from those of others that the target holds; empty if they
   * can.
   */
  Optional<String> confusion() {
    if (key.isEmpty()) {
      return Optional.of("it has no key to tell its rows from equal ones of other queues");
    }
    return !target.key().isEmpty() && key.containsAll(target.key())
        ? Optional.empty()
        : Optional.of(
            "its key ("
                + String.join(", ", key)
                + ") is none of "
                + target.name()
                + " here, where it does not tell its rows from those of other queues");
  }

  /** The SQL expression that writes a column which both tables have. */
  String expression(String column) {
    ColumnForm form = forms.get(column);
    if (form == null) {
      throw new IllegalArgumentException("no column " + column + " in " + forms.keySet());
    }
    return form.expression(column);
  }

  /** The columns whose values can look different although they are the same. */
  List<String> inexactColumns() {
    Server here = source.session().server();
    Server there = target.session().server();
    if (here.hasShortestFloats() == there.hasShortestFloats()
        && here.hasHexBytea() == there.hasHexBytea()) {
      return List.of();
    }
    return forms.entrySet().stream()
        .filter(entry -> entry.getValue().kind() == ColumnForm.Kind.INEXACT)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> key(
      ComparedTable source, ComparedTable target, Map<String, ColumnForm> forms) {
    for (ComparedTable side : List.of(source, target)) {
      if (!side.key().isEmpty() && forms.keySet().containsAll(side.key())) {
        return side.key();
      }
    }
    return List.of();
  }
}
