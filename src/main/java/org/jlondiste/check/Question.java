package org.jlondiste.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** A query of the catalogs whose file has variants for servers from some version on. */
final class Question {
  private static final Sql SEQUENCES = Sql.of(Question.class, "sequence_count.sql");

  /** Far fewer than any server can lock. */
  private static final int SEQUENCES_AT_A_TIME = 500;

  private final NavigableMap<Integer, Optional<Sql>> variants = new TreeMap<>();

  private final Map<String, String> values = new LinkedHashMap<>();

  private boolean aboutSequences;

  private Question() {}

  /**
   * Loads {@code name.sql} for the minimum 0, and {@code name@MIN.sql} for each other.
   *
   * @param minimums versions as {@code server_version_num} prints them
   */
  static Question of(String name, int... minimums) {
    Question question = new Question();
    for (int minimum : minimums) {
      String file = minimum == 0 ? name + ".sql" : name + "@" + minimum + ".sql";
      question.variants.put(minimum, Optional.of(Sql.of(Question.class, file)));
    }
    return question;
  }

  /**
   * A question about sequences, which is asked in portions. To be asked outside of transactions:
   * servers keep every sequence that was looked at locked until the transaction ends.
   */
  static Question ofSequences(String name, int... minimums) {
    Question question = of(name, minimums);
    question.aboutSequences = true;
    return question;
  }

  /** Not asked from a version on. */
  Question until(int version) {
    variants.put(version, Optional.empty());
    return this;
  }

  /** Gives a parameter of the file its value. */
  Question with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** Asks; no rows where the server is too old or too new for the question. */
  List<Row> ask(Session session) {
    return variant(session.server())
        .map(sql -> aboutSequences ? portions(sql, session) : session.rows(filled(sql)))
        .orElse(List.of());
  }

  private BoundSql filled(Sql sql) {
    BoundSql bound = sql.bound();
    for (Map.Entry<String, String> value : values.entrySet()) {
      bound = bound.with(value.getKey(), value.getValue());
    }
    return bound;
  }

  private static List<Row> portions(Sql sql, Session session) {
    long sequences = session.row(SEQUENCES.bound()).bigint("sequences");
    long portions = sequences / SEQUENCES_AT_A_TIME + 1;
    List<Row> rows = new ArrayList<>();
    for (long portion = 0; portion < portions; portion++) {
      rows.addAll(session.rows(sql.with("portions", portions).with("portion", portion)));
    }
    return rows;
  }

  /** True if a server has what is asked for. */
  boolean makesSenseOn(Server server) {
    return variant(server).isPresent();
  }

  private Optional<Sql> variant(Server server) {
    var entry = variants.floorEntry(server.versionNumber());
    return entry == null ? Optional.empty() : entry.getValue();
  }
}
