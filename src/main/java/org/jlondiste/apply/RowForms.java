package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.TargetColumn;

/**
 * The statements for rows of one shape: for one row with a parameter per value, and for a set of
 * rows with an array per column. Composed when first asked for.
 */
final class RowForms {
  private final TargetShape target;
  private final TextPassage passage;
  private final String table;
  private final Lazy insertOne = new Lazy(this::composeInsertOne);
  private final Lazy updateOne = new Lazy(() -> composeUpdateOne(this::keyMatches));
  private final Lazy deleteOne = new Lazy(() -> composeDeleteOne(this::keyMatches));
  private final Lazy countOne = new Lazy(() -> composeCountOne(this::keyMatches));
  private final Lazy updateMany = new Lazy(this::composeUpdateMany);
  private final Lazy deleteMany = new Lazy(this::composeDeleteMany);
  private final Lazy countMany = new Lazy(this::composeCountMany);
  private final Lazy countSingles = new Lazy(this::composeCountSingles);
  private final Lazy insertMissing = new Lazy(this::composeInsertMissing);

  /**
   * @param passage how texts are written into statements
   */
  RowForms(TargetShape target, TextPassage passage) {
    this.target = target;
    this.passage = passage;
    this.table = target.table().changed();
  }

  TargetShape target() {
    return target;
  }

  /** True if COPY can fill the table with the texts of events. */
  boolean takesCopy() {
    return target.table().takesCopy() && passage.takesCopy();
  }

  /** How texts are written into the statements. */
  TextPassage passage() {
    return passage;
  }

  /** The beginning of a COPY of rows. */
  String copy() {
    return "copy "
        + target.table().name().quoted()
        + " ("
        + names()
        + ") from stdin"
        + passage.copyOption();
  }

  Form insertOne() {
    return insertOne.get();
  }

  /** Sets a row found by its key; must not be asked for if there is nothing to set. */
  Form updateOne(RowChange row) {
    return row.hasNullInKey() ? composeUpdateOne(matcher(row)) : updateOne.get();
  }

  Form deleteOne(RowChange row) {
    return row.hasNullInKey() ? composeDeleteOne(matcher(row)) : deleteOne.get();
  }

  /** How many rows have the key? */
  Form countOne(RowChange row) {
    return row.hasNullInKey() ? composeCountOne(matcher(row)) : countOne.get();
  }

  Form updateMany() {
    return updateMany.get();
  }

  Form deleteMany() {
    return deleteMany.get();
  }

  /** How many rows have one of the keys? */
  Form countMany() {
    return countMany.get();
  }

  /** How many of the keys does exactly one row have? */
  Form countSingles() {
    return countSingles.get();
  }

  /** Inserts those of the rows whose keys no row has. */
  Form insertMissing() {
    return insertMissing.get();
  }

  private Form composeInsertOne() {
    String values = target.written().stream().map(this::value).collect(Collectors.joining(", "));
    return form(insert() + "values (" + values + ")", target.written());
  }

  private Form composeUpdateOne(IntFunction<String> match) {
    String set =
        target.updated().stream()
            .map(i -> quoted(i) + " = " + value(i))
            .collect(Collectors.joining(", "));
    List<Integer> positions = new ArrayList<>(target.updated());
    positions.addAll(matched(match));
    return form("update " + table + " as t set " + set + " where " + matches(match), positions);
  }

  private Form composeDeleteOne(IntFunction<String> match) {
    return form("delete from " + table + " as t where " + matches(match), matched(match));
  }

  private Form composeCountOne(IntFunction<String> match) {
    return form("select count(*) from " + table + " as t where " + matches(match), matched(match));
  }

  private Form composeUpdateMany() {
    List<Integer> positions = new ArrayList<>(target.key());
    target.updated().stream().filter(i -> !positions.contains(i)).forEach(positions::add);
    String set =
        target.updated().stream()
            .map(i -> quoted(i) + " = " + fromArray(i))
            .collect(Collectors.joining(", "));
    return form(
        "update "
            + table
            + " as t set "
            + set
            + " from "
            + arrays(positions)
            + " where "
            + joined(),
        positions);
  }

  private Form composeDeleteMany() {
    return form(
        "delete from " + table + " as t using " + arrays(target.key()) + " where " + joined(),
        target.key());
  }

  private Form composeCountMany() {
    return form(
        "select count(*) from " + table + " as t, " + arrays(target.key()) + " where " + joined(),
        target.key());
  }

  private Form composeCountSingles() {
    String keys = target.key().stream().map(i -> "s.c" + i).collect(Collectors.joining(", "));
    return form(
        "select count(*) from (select 1 from "
            + table
            + " as t, "
            + arrays(target.key())
            + " where "
            + joined()
            + " group by "
            + keys
            + " having count(*) = 1) as single",
        target.key());
  }

  private Form composeInsertMissing() {
    List<Integer> positions = new ArrayList<>(target.written());
    target.key().stream().filter(i -> !positions.contains(i)).forEach(positions::add);
    String values =
        target.written().stream().map(this::fromArray).collect(Collectors.joining(", "));
    return form(
        insert()
            + "select "
            + values
            + " from "
            + arrays(positions)
            + " where not exists (select 1 from "
            + table
            + " as t where "
            + joined()
            + ")",
        positions);
  }

  private String insert() {
    boolean identity = target.written().stream().anyMatch(i -> column(i).alwaysIdentity());
    return "insert into "
        + target.table().name().quoted()
        + " ("
        + names()
        + ")"
        + (identity ? " overriding system value " : " ");
  }

  private String names() {
    return target.written().stream().map(this::quoted).collect(Collectors.joining(", "));
  }

  /** The condition on the key; a column's part of it may take a parameter. */
  private String matches(IntFunction<String> match) {
    return target.key().stream().map(match::apply).collect(Collectors.joining(" and "));
  }

  private List<Integer> matched(IntFunction<String> match) {
    return target.key().stream().filter(i -> !match.apply(i).endsWith(" is null")).toList();
  }

  /** The type is said, because a text alone does not become a composite value. */
  private String keyMatches(int i) {
    TargetColumn column = column(i);
    return "t."
        + column.quoted()
        + " "
        + column.equality()
        + " "
        + passage.typedValue(column.baseType());
  }

  private IntFunction<String> matcher(RowChange row) {
    return i -> row.value(i) == null ? "t." + quoted(i) + " is null" : keyMatches(i);
  }

  private String joined() {
    return target.key().stream()
        .map(i -> "t." + quoted(i) + " " + column(i).equality() + " " + fromArray(i))
        .collect(Collectors.joining(" and "));
  }

  /** The arrays side by side as rows; of the same length each, so that they run in step. */
  private String arrays(List<Integer> positions) {
    return IntStream.range(0, positions.size())
        .mapToObj(
            n ->
                "unnest("
                    + passage.typedValue(arrayType(positions.get(n)))
                    + ") as c"
                    + positions.get(n))
        .collect(Collectors.joining(", ", "(select ", ") as s"));
  }

  private String arrayType(int i) {
    String arrayType = column(i).arrayType();
    return arrayType == null ? "text[]" : arrayType;
  }

  private String fromArray(int i) {
    return "s.c" + i + (column(i).arrayType() == null ? "::" + column(i).type() : "");
  }

  private String value(int i) {
    return passage.value(column(i).type());
  }

  private Form form(String statement, List<Integer> positions) {
    return new Form(statement, positions, passage);
  }

  private TargetColumn column(int i) {
    return target.column(i);
  }

  private String quoted(int i) {
    return column(i).quoted();
  }
}
