package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.catalog.TargetColumn;

/**
 * The statements for rows of one shape: for one row with a parameter per value, and for a set of
 * rows with an array per column. Composed when first asked for.
 */
final class RowForms {
  private final TargetShape target;
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

  RowForms(TargetShape target) {
    this.target = target;
    this.table = target.table().changed();
  }

  TargetShape target() {
    return target;
  }

  /** The beginning of a COPY of rows. */
  String copy() {
    return "copy " + target.table().name().quoted() + " (" + names() + ") from stdin";
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
    String values = target.written().stream().map(i -> "?").collect(Collectors.joining(", "));
    return new Form(insert() + "values (" + values + ")", target.written());
  }

  private Form composeUpdateOne(IntFunction<String> match) {
    String set =
        target.updated().stream().map(i -> quoted(i) + " = ?").collect(Collectors.joining(", "));
    List<Integer> positions = new ArrayList<>(target.updated());
    positions.addAll(matched(match));
    return new Form("update " + table + " as t set " + set + " where " + matches(match), positions);
  }

  private Form composeDeleteOne(IntFunction<String> match) {
    return new Form("delete from " + table + " as t where " + matches(match), matched(match));
  }

  private Form composeCountOne(IntFunction<String> match) {
    return new Form(
        "select count(*) from " + table + " as t where " + matches(match), matched(match));
  }

  private Form composeUpdateMany() {
    List<Integer> positions = new ArrayList<>(target.key());
    target.updated().stream().filter(i -> !positions.contains(i)).forEach(positions::add);
    String set =
        target.updated().stream()
            .map(i -> quoted(i) + " = " + fromArray(i))
            .collect(Collectors.joining(", "));
    return new Form(
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
    return new Form(
        "delete from " + table + " as t using " + arrays(target.key()) + " where " + joined(),
        target.key());
  }

  private Form composeCountMany() {
    return new Form(
        "select count(*) from " + table + " as t, " + arrays(target.key()) + " where " + joined(),
        target.key());
  }

  private Form composeCountSingles() {
    String keys = target.key().stream().map(i -> "s.c" + i).collect(Collectors.joining(", "));
    return new Form(
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
    return new Form(
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
    return target.key().stream().filter(i -> match.apply(i).endsWith("?")).toList();
  }

  private String keyMatches(int i) {
    return "t." + quoted(i) + " " + column(i).equality() + " ?";
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
        .mapToObj(n -> "unnest(?::" + arrayType(positions.get(n)) + ") as c" + positions.get(n))
        .collect(Collectors.joining(", ", "(select ", ") as s"));
  }

  private String arrayType(int i) {
    String arrayType = column(i).arrayType();
    return arrayType == null ? "text[]" : arrayType;
  }

  private String fromArray(int i) {
    return "s.c" + i + (column(i).arrayType() == null ? "::" + column(i).type() : "");
  }

  private TargetColumn column(int i) {
    return target.column(i);
  }

  private String quoted(int i) {
    return column(i).quoted();
  }
}
