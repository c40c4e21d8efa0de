package org.jlondiste.check;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** A query of the catalogs whose file has variants for servers from some version on. */
final class Question {
  private final NavigableMap<Integer, Optional<Sql>> variants = new TreeMap<>();

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

  /** Not asked from a version on. */
  Question until(int version) {
    variants.put(version, Optional.empty());
    return this;
  }

  /** Asks; no rows where the server is too old or too new for the question. */
  List<Row> ask(Session session) {
    return variant(session.server()).map(sql -> session.rows(sql.bound())).orElse(List.of());
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
