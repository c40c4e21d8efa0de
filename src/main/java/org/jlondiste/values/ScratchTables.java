package org.jlondiste.values;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;

/**
 * The tables on which some types are tried, with a column for each. Each table is applied in
 * another way: by sets, row by row (a numeric key is not told by its text), and by whole rows where
 * there is no key.
 *
 * @param number tells such tables apart
 * @param types as columns declare them
 */
record ScratchTables(int number, List<String> types) {
  static final String SCHEMA = "jlondiste_values";

  ScratchTables {
    types = List.copyOf(types);
  }

  /** The name of a type's column. */
  static String column(int position) {
    return "value_" + (position + 1);
  }

  /** The values to be sent, on the source alone. */
  TableName given() {
    return named("given_");
  }

  /** What a copy of them made, on the target alone. */
  TableName copied() {
    return named("copied_");
  }

  TableName bySet() {
    return named("by_set_");
  }

  TableName oneByOne() {
    return named("one_by_one_");
  }

  TableName keyless() {
    return named("keyless_");
  }

  /** Those that are captured. */
  List<TableName> captured() {
    return List.of(bySet(), oneByOne(), keyless());
  }

  List<String> createOnSource() {
    return List.of(
        create(given(), "id integer primary key, "),
        create(bySet(), "id integer primary key, "),
        create(oneByOne(), "id numeric primary key, "),
        create(keyless(), "id integer, "));
  }

  List<String> createOnTarget() {
    return List.of(
        create(copied(), "id integer primary key, "),
        create(bySet(), "id integer primary key, "),
        create(oneByOne(), "id numeric primary key, "),
        create(keyless(), "id integer, "));
  }

  List<String> insert() {
    return captured().stream()
        .map(table -> "insert into " + table.quoted() + " select * from " + given().quoted())
        .toList();
  }

  /** Each row gets the value of the next. */
  List<String> update() {
    String set =
        IntStream.range(0, types.size())
            .mapToObj(i -> column(i) + " = g." + column(i))
            .collect(Collectors.joining(", "));
    return captured().stream()
        .map(
            table ->
                "update "
                    + table.quoted()
                    + " as t set "
                    + set
                    + " from "
                    + given().quoted()
                    + " as g where g.id = t.id % (select count(*) from "
                    + given().quoted()
                    + ") + 1")
        .toList();
  }

  List<String> delete() {
    return captured().stream()
        .map(table -> "delete from " + table.quoted() + " where id % 2 = 0")
        .toList();
  }

  private String create(TableName table, String columns) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> column(i) + " " + types.get(i))
        .collect(Collectors.joining(", ", "create table " + table.quoted() + " (" + columns, ")"));
  }

  private TableName named(String word) {
    return new TableName(SCHEMA, word + number);
  }

  static String quotedSchema() {
    return Identifier.quote(SCHEMA);
  }
}
