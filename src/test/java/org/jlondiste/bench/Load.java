package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jlondiste.support.Database;

/**
 * Full tables to be copied.
 *
 * @param title what is special about them
 * @param structure creates them, without keys and indexes
 * @param rows fills them
 * @param indexes adds keys and indexes
 */
record Load(
    String title,
    List<String> tables,
    List<String> structure,
    List<String> rows,
    List<String> indexes) {
  Load {
    tables = List.copyOf(tables);
    structure = List.copyOf(structure);
    rows = List.copyOf(rows);
    indexes = List.copyOf(indexes);
  }

  /** One table like pgbench's accounts. */
  static Load big(int rows) {
    return new Load(
        String.format("copy of one table of %,d rows, with two indexes", rows),
        List.of("big"),
        List.of("create table big (id int, branch int, balance int, filler text)"),
        List.of(
            "insert into big select i, i % 100, 0, repeat('x', 84) from generate_series(1, "
                + rows
                + ") i"),
        List.of("alter table big add primary key (id)", "create index big_branch on big (branch)"));
  }

  /** Many small tables. */
  static Load small(int number) {
    List<String> tables =
        IntStream.rangeClosed(1, number).mapToObj(table -> "small_" + table).toList();
    return new Load(
        String.format("copy of %,d tables of 100 rows", number),
        tables,
        each(tables, "create table %s (id int, note text)"),
        each(tables, "insert into %s select i, 'note ' || i from generate_series(1, 100) i"),
        each(tables, "alter table %s add primary key (id)"));
  }

  private static List<String> each(List<String> tables, String statement) {
    return tables.stream().map(statement::formatted).toList();
  }

  /** Rows of 40 columns and one value that does not fit into a page. */
  static Load wide(int rows) {
    StringBuilder columns = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int column = 1; column <= 40; column++) {
      columns.append(", c").append(column).append(" text");
      values.append(", 'value ").append(column).append(" of row ' || i");
    }
    return new Load(
        String.format("copy of one table of %,d wide rows of 42 columns and 11 kB", rows),
        List.of("wide"),
        List.of("create table wide (id int, body text" + columns + ")"),
        List.of(
            "insert into wide select i, (select string_agg(md5((i * 1000 + n)::text), '')"
                + " from generate_series(1, 320) n)"
                + values
                + " from generate_series(1, "
                + rows
                + ") i"),
        List.of("alter table wide add primary key (id)"));
  }

  /** One table with a key and eight more indexes. */
  static Load indexed(int rows) {
    List<String> indexes = new ArrayList<>();
    indexes.add("alter table indexed add primary key (id)");
    for (int number = 1; number <= 8; number++) {
      String what = number % 2 == 0 ? "n" + number : "md5(n" + number + "::text)";
      indexes.add("create index on indexed (" + what + ")");
    }
    return new Load(
        String.format("copy of one table of %,d rows, with nine indexes", rows),
        List.of("indexed"),
        List.of(
            "create table indexed (id int, n1 int, n2 int, n3 int, n4 int, n5 int, n6 int, n7 int,"
                + " n8 int)"),
        List.of(
            "insert into indexed select i, i * 7 % 1000, i * 11 % 100000, i, i / 3, i % 10, -i,"
                + " i * 13 % 7777, i * 17 % 999983 from generate_series(1, "
                + rows
                + ") i"),
        indexes);
  }

  void fill(Database source) {
    createEmpty(source);
    source.runTogether(rows.toArray(String[]::new));
    source.runTogether(tables.stream().map("analyze %s"::formatted).toArray(String[]::new));
  }

  void createEmpty(Database target) {
    target.runTogether(structure.toArray(String[]::new));
    target.runTogether(indexes.toArray(String[]::new));
  }

  /** How large the tables are, in words. */
  String size(Database source) {
    return source.value(
        "select round(sum(pg_table_size(t::regclass)) / 1000000, 1) || ' MB of tables, '"
            + " || round(sum(pg_indexes_size(t::regclass)) / 1000000, 1) || ' MB of indexes'"
            + " from unnest('{"
            + String.join(",", tables)
            + "}'::text[]) t");
  }

  /** Fails unless each table has as many rows in both. */
  void requireRows(Database source, Database target) {
    String count =
        String.join(
                " union all ",
                tables.stream()
                    .map(table -> "select '" + table + "', count(*) from " + table)
                    .toList())
            + " order by 1";
    if (!source.query(count).equals(target.query(count))) {
      throw new IllegalStateException("rows are missing in " + target);
    }
  }
}
