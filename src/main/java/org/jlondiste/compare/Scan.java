package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Cells;
import org.jlondiste.postgres.Cursor;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Sql;

/**
 * The questions that are put to one of two tables, worded so that two tables with the same rows
 * give the same answers. For one thread at a time.
 */
final class Scan {
  private static final int FETCH_SIZE = 2000;
  private static final int LONGEST_ROW_SHOWN = 200;
  private static final int BITS_OF_A_DIGIT = 4;

  private final ComparedTable table;
  private final TablePair pair;
  private final Hash hash;

  Scan(ComparedTable table, TablePair pair, Hash hash) {
    this.table = table;
    this.pair = pair;
    this.hash = hash;
  }

  /** A row as {@link #rows} hands it out. */
  interface RowConsumer {
    /**
     * Takes a row.
     *
     * @param key digest of the key
     * @param row digest of the whole row
     * @param shown the key's values as people read them; of a table without key, the row
     */
    void accept(String key, String row, List<String> shown);
  }

  /** What all rows come to. */
  Fingerprint fingerprint() {
    String sql = "select " + sums() + " from " + digests("") + " as d";
    return Fingerprint.of(table.session().row(query("fingerprint", sql)));
  }

  /**
   * What the rows come to whose keys' digests begin alike.
   *
   * @param digits how much of the digest
   */
  Map<String, Fingerprint> buckets(int digits) {
    String bucket = bucket(digits);
    String sql =
        "select " + bucket + " as bucket, " + sums() + " from " + digests("") + " as d group by 1";
    Map<String, Fingerprint> buckets = new HashMap<>();
    for (Row row : table.session().rows(query("buckets", sql))) {
      buckets.put(row.text("bucket"), Fingerprint.of(row));
    }
    return buckets;
  }

  /** Hands out the rows of some buckets. */
  void rows(int digits, Collection<String> buckets, RowConsumer consumer) {
    int width = shown().size();
    table
        .session()
        .scan(
            query("rows", shownRows() + " where " + within(digits, buckets)),
            FETCH_SIZE,
            cells -> consumer.accept(cells.text(1), cells.text(2), texts(cells, width)));
  }

  /**
   * The rows of some buckets, in the order of their keys' digests: digest of the key, digest of the
   * row, and the key's values as people read them, or of a table without key the row. Needs a
   * transaction.
   *
   * @param buckets where they are most of all there are, all rows come
   */
  Cursor inOrder(int digits, Collection<String> buckets) {
    int half = 1 << (BITS_OF_A_DIGIT * digits - 1);
    boolean most = buckets.size() > half;
    String sql =
        shownRows()
            + (most ? "" : " where " + within(digits, buckets))
            + " order by decode("
            + keyDigest()
            + ", 'hex')";
    return table.session().cursor(query("rows in order", sql), FETCH_SIZE);
  }

  private String shownRows() {
    List<String> shown = shown();
    StringBuilder more = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      more.append(", ").append(shown.get(i)).append(" as shown_").append(i);
      names.append(", d.shown_").append(i);
    }
    return "select "
        + keyDigest()
        + ", d.row_digest"
        + names
        + " from "
        + digests(more.toString())
        + " as d";
  }

  /**
   * The digests of all columns of the row with a key.
   *
   * @param key the values of the key's columns
   * @return for each such row its columns' digests
   */
  List<Map<String, String>> columnDigests(List<String> key) {
    List<String> conditions = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < pair.key().size(); i++) {
      String column = pair.key().get(i);
      String type = table.type(column).type();
      conditions.add(Identifier.quote(column) + " = cast(:key_" + i + " as " + type + ")");
    }
    List<String> columns = List.copyOf(pair.forms().keySet());
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      digests.add(hash.of(pair.expression(column), table.session()) + " as digest_" + i);
    }
    String sql =
        "select "
            + String.join(", ", digests)
            + " from "
            + table.rows()
            + (table.hasCondition() ? " and " : " where ")
            + String.join(" and ", conditions);
    BoundSql query = query("columns", sql);
    for (int i = 0; i < key.size(); i++) {
      query = query.with("key_" + i, key.get(i));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (Row row : table.session().rows(query)) {
      Map<String, String> byColumn = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        byColumn.put(columns.get(i), row.text("digest_" + i));
      }
      rows.add(byColumn);
    }
    return rows;
  }

  /**
   * The rows of some buckets, in the order of their keys' digests: digest of the key, digest of the
   * row, the relation that holds it, its place there, and the texts of its columns. Needs a
   * transaction.
   *
   * @param texts how each column is written, given what stands for its value
   * @param places tell relation and place; else these are null
   */
  Cursor content(
      int digits,
      Collection<String> buckets,
      Map<String, UnaryOperator<String>> texts,
      boolean places) {
    StringBuilder values = new StringBuilder();
    StringBuilder written = new StringBuilder();
    int i = 0;
    for (Map.Entry<String, UnaryOperator<String>> column : texts.entrySet()) {
      values.append(", ").append(Identifier.quote(column.getKey())).append(" as value_").append(i);
      written.append(", ").append(column.getValue().apply("d.value_" + i));
      i++;
    }
    String place =
        places
            ? ", tableoid::regclass::text as place_of, ctid::text as place"
            : ", null::text as place_of, null::text as place";
    String sql =
        "select "
            + keyDigest()
            + ", d.row_digest, d.place_of, d.place"
            + written
            + " from "
            + digests(place + values)
            + " as d where "
            + within(digits, buckets)
            + " order by decode("
            + keyDigest()
            + ", 'hex')";
    return table.session().cursor(query("content", sql), FETCH_SIZE);
  }

  /** Gives up the question that is being answered; callable from any thread. */
  void cancel() {
    table.session().cancel();
  }

  /** The subquery of all rows' digests; the offset keeps them from being computed twice. */
  private String digests(String more) {
    String row = joined(List.copyOf(pair.forms().keySet()));
    String key =
        pair.key().isEmpty()
            ? ""
            : hash.of(joined(pair.key()), table.session()) + " as key_digest, ";
    return "(select "
        + key
        + hash.of(row, table.session())
        + " as row_digest"
        + more
        + " from "
        + table.rows()
        + " offset 0)";
  }

  private String keyDigest() {
    return pair.key().isEmpty() ? "d.row_digest" : "d.key_digest";
  }

  private String bucket(int digits) {
    return "substr(" + keyDigest() + ", 1, " + digits + ")";
  }

  private String within(int digits, Collection<String> buckets) {
    return buckets.stream()
        .map(Identifier::literal)
        .collect(Collectors.joining(", ", bucket(digits) + " in (", ")"));
  }

  private static String sums() {
    return "count(*) as cnt, sum(" + half(1) + ") as high, sum(" + half(17) + ") as low";
  }

  private static String half(int from) {
    return "('x' || substr(d.row_digest, " + from + ", 16))::bit(64)::int8";
  }

  /** What people read of a row, one expression per column of the key. */
  private List<String> shown() {
    if (pair.key().isEmpty()) {
      String row = "row(" + Identifier.list(pair.forms().keySet()) + ")::text";
      return List.of(readable("substr(" + row + ", 1, " + LONGEST_ROW_SHOWN + ")"));
    }
    return pair.key().stream()
        .map(column -> readable(Identifier.quote(column) + "::text"))
        .toList();
  }

  /** Bytes that may be no text in any encoding cannot be sent as such. */
  private String readable(String text) {
    return Hash.hasNoEncoding(table.session())
        ? "encode(convert_to(" + text + ", 'SQL_ASCII'), 'escape')"
        : text;
  }

  /** The columns' texts one after the other, as a tree: a list might be too deep for the parser. */
  private String joined(List<String> columns) {
    if (columns.isEmpty()) {
      return "''";
    }
    if (columns.size() == 1) {
      return pair.expression(columns.get(0));
    }
    int middle = columns.size() / 2;
    return "("
        + joined(columns.subList(0, middle))
        + " || ',' || "
        + joined(columns.subList(middle, columns.size()))
        + ")";
  }

  private BoundSql query(String purpose, String sql) {
    return Sql.composed(purpose + " of " + table.name(), sql).bound();
  }

  private static List<String> texts(Cells cells, int count) {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(cells.text(i + 3));
    }
    return texts;
  }
}
