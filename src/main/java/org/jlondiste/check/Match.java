package org.jlondiste.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * Things that both databases should have alike. Each question answers a row for each thing: {@code
 * item} and {@code definition} (null if it cannot be told), with {@code schema_name} and {@code
 * table_name} where it belongs to a table (only tables of the scope that both sides have count). In
 * the texts, {@code {source}} and {@code {target}} stand for the two definitions.
 *
 * @param onTarget what is asked on the target, where that differs
 * @param missing said of what only the source has; null if that is in order
 * @param extra said of what only the target has; null if that is in order
 * @param different said of what is not alike; null if that is in order
 * @param renamed true if a thing may have another name on the target
 */
record Match(
    Topic topic,
    String name,
    Question onSource,
    Question onTarget,
    @Nullable Saying missing,
    @Nullable Saying extra,
    @Nullable Saying different,
    boolean renamed) {

  /** A thing of one side. */
  private record Thing(String object, @Nullable TableName table, String item, Row row) {
    /** What it is called on the source. */
    String key() {
      return (table == null ? "" : table.raw() + " ") + item;
    }

    Optional<String> definition() {
      return row.optionalText("definition").map(Match::plain);
    }

    /** What two things have alike that differ only in their names. */
    String likeness() {
      return (table == null ? "" : table.raw()) + "\n" + definition().orElse("\n" + item);
    }
  }

  /** What differs. */
  List<Finding> find(Session source, Session target, Scope scope) {
    Map<String, Thing> here = things(onTarget.ask(target), Side.TARGET, scope);
    Map<String, Thing> there = things(onSource.ask(source), Side.SOURCE, scope);
    List<Finding> findings = new ArrayList<>();
    Iterator<Thing> each = there.values().iterator();
    while (each.hasNext()) {
      Thing thing = each.next();
      Thing same = here.get(thing.key());
      if (same != null && alike(thing, same)) {
        each.remove();
        here.remove(thing.key());
      }
    }
    if (renamed) {
      dropRenamed(there, here);
    }
    for (Thing thing : there.values()) {
      Thing other = here.remove(thing.key());
      if (other == null) {
        add(findings, missing, Side.TARGET, thing, thing.row(), null);
      } else {
        add(findings, different, Side.TARGET, other, thing.row(), other.row());
      }
    }
    here.values().forEach(thing -> add(findings, extra, Side.TARGET, thing, null, thing.row()));
    return findings;
  }

  private static boolean alike(Thing one, Thing other) {
    return one.definition().isEmpty()
        || other.definition().isEmpty()
        || one.definition().equals(other.definition());
  }

  private static void dropRenamed(Map<String, Thing> there, Map<String, Thing> here) {
    Map<String, List<String>> keysHere = new LinkedHashMap<>();
    here.forEach(
        (key, thing) ->
            keysHere.computeIfAbsent(thing.likeness(), like -> new ArrayList<>()).add(key));
    there
        .values()
        .removeIf(
            thing -> {
              List<String> like = keysHere.getOrDefault(thing.likeness(), List.of());
              if (like.isEmpty()) {
                return false;
              }
              here.remove(like.remove(0));
              return true;
            });
  }

  private void add(
      List<Finding> findings,
      @Nullable Saying saying,
      Side side,
      Thing thing,
      @Nullable Row there,
      @Nullable Row here) {
    if (saying == null) {
      return;
    }
    Row row = there == null ? here : there;
    findings.add(
        saying.about(
            topic,
            name,
            side,
            thing.object(),
            column ->
                switch (column) {
                  case "source" -> definition(there);
                  case "target" -> definition(here);
                  default -> row == null ? "" : Rule.value(row, column);
                }));
  }

  private static String definition(@Nullable Row row) {
    return row == null ? "" : row.optionalText("definition").orElse("");
  }

  private static Map<String, Thing> things(List<Row> rows, Side side, Scope scope) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!row.has("table_name")) {
        Thing thing = new Thing(row.text("item"), null, row.text("item"), row);
        things.put(thing.key(), thing);
      } else {
        TableName name = Rule.tableName(row);
        scope
            .find(side, name)
            .map(table -> new Thing(name + Rule.item(row), table, row.text("item"), row))
            .ifPresent(thing -> things.put(thing.key(), thing));
      }
    }
    return things;
  }

  /**
   * A definition without what versions write differently and means the same: blanks, parentheses,
   * upper case, the quotes of function names.
   */
  static String plain(String definition) {
    return definition.replaceAll("[\\s()\"]+", " ").strip();
  }
}
