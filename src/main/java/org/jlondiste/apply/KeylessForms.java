package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.TargetColumn;

/**
 * The statements that delete rows of a table without key: any one of the rows that look exactly
 * alike. Rows look alike when the texts of all their values do, as the target itself prints them.
 */
final class KeylessForms {
  private final TargetShape target;
  private final TextPassage passage;
  private final String table;
  private final Set<String> leading;
  private final List<Integer> anchors;
  private final Lazy deleteMany = new Lazy(this::composeDeleteMany);

  /**
   * @param passage how texts are written into statements
   */
  KeylessForms(TargetShape target, TextPassage passage) {
    this.target = target;
    this.passage = passage;
    this.table = target.table().changed();
    this.leading = target.table().leadingColumns();
    List<Integer> positions =
        target.table().columnsThatTellRowsApart().stream().map(target.shape()::position).toList();
    this.anchors = positions.contains(-1) ? List.of() : positions;
  }

  /** Deletes one row that looks like this one. */
  Form deleteOne(RowChange row) {
    List<Integer> positions = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      TargetColumn column = target.column(i);
      String name = "m." + column.quoted();
      if (row.value(i) == null) {
        conditions.add(name + " is null");
        continue;
      }
      if (leading.contains(column.name())) {
        conditions.add(
            name + " " + column.equality() + " " + passage.typedValue(column.baseType()));
        positions.add(i);
      }
      conditions.add(text(i, name) + " = " + text(i, passage.typedValue(column.declaredType())));
      positions.add(i);
    }
    String match = conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    return new Form(
        "delete from "
            + table
            + " as t where (t.tableoid, t.ctid) = (select m.tableoid, m.ctid from "
            + table
            + " as m where "
            + match
            + " limit 1)",
        positions,
        passage);
  }

  /** True if an index leads to the rows of {@link #deleteMany}. */
  boolean isIndexed() {
    return !anchors.isEmpty();
  }

  /** Deletes of each row as many copies as the last array says. */
  Form deleteMany() {
    return deleteMany.get();
  }

  private Form composeDeleteMany() {
    String arrays =
        IntStream.range(0, target.size())
            .mapToObj(i -> "unnest(" + passage.typedValue("text[]") + ") as c" + i + ", ")
            .collect(Collectors.joining());
    String given =
        IntStream.range(0, target.size())
            .mapToObj(i -> text(i, "cast(a.c" + i + " as " + target.column(i).declaredType() + ")"))
            .collect(Collectors.joining(", "));
    String found =
        IntStream.range(0, target.size())
            .mapToObj(i -> text(i, "m." + target.column(i).quoted()))
            .collect(Collectors.joining(", "));
    String names = anchors.stream().map(i -> ", g.k" + i).collect(Collectors.joining());
    String values =
        anchors.stream()
            .map(
                i ->
                    "cast(a.c" + i + " as " + target.column(i).declaredType() + ") as k" + i + ", ")
            .collect(Collectors.joining());
    String led =
        anchors.stream()
            .map(
                i ->
                    "m."
                        + target.column(i).quoted()
                        + " "
                        + target.column(i).equality()
                        + " s.k"
                        + i
                        + " and ")
            .collect(Collectors.joining());
    return new Form(
        "delete from "
            + table
            + " as t using (select m.tableoid as home, m.ctid as place, s.copies,"
            + " row_number() over (partition by s.line) as copy from "
            + table
            + " as m join (select g.line"
            + names
            + ", sum(g.copies) as copies from (select row("
            + given
            + ")::text as line, "
            + values
            + "a.copies from (select "
            + arrays
            + "unnest(?::int8[]) as copies) as a) as g group by g.line"
            + names
            + ") as s on "
            + led
            + "row("
            + found
            + ")::text = s.line) as r where r.copy <= r.copies and t.tableoid = r.home and t.ctid ="
            + " r.place",
        IntStream.range(0, target.size()).boxed().toList(),
        passage);
  }

  /** The text that tells all of a value's bits; of a float4 old servers write 8 digits only. */
  private String text(int position, String value) {
    boolean exact = target.table().server().hasExactFloats();
    return switch (exact ? "" : target.column(position).baseType()) {
      case "real" -> value + "::float8::text";
      case "real[]" -> value + "::float8[]::text";
      default -> value + "::text";
    };
  }
}
