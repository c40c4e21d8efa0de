package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** A query of the catalogs, which not every server can be asked. Immutable. */
final class Question {
  private static final Sql SEQUENCES = Sql.of(Question.class, "sequence_count.sql");

  /** Far fewer than any server can lock. */
  private static final int SEQUENCES_AT_A_TIME = 500;

  private final Sql sql;
  private final BoundSql bound;
  private final boolean aboutSequences;

  private Question(Sql sql, BoundSql bound, boolean aboutSequences) {
    this.sql = sql;
    this.bound = bound;
    this.aboutSequences = aboutSequences;
  }

  /** Loads {@code name.sql}. */
  static Question of(String name) {
    Sql sql = Sql.of(Question.class, name + ".sql");
    return new Question(sql, sql.bound(), false);
  }

  /**
   * A question about sequences, which is asked in portions. To be asked outside of transactions:
   * servers keep every sequence that was looked at locked until the transaction ends.
   */
  static Question ofSequences(String name) {
    Question question = of(name);
    return new Question(question.sql, question.bound, true);
  }

  /** The question with the value of a parameter of its file. */
  Question with(String name, String value) {
    return new Question(sql, bound.with(name, value), aboutSequences);
  }

  /** Asks; no rows where the server is too old or too new for the question. */
  List<Row> ask(Session session) {
    if (!makesSenseOn(session.server())) {
      return List.of();
    }
    return aboutSequences ? portions(session) : session.rows(bound);
  }

  private List<Row> portions(Session session) {
    long sequences = session.row(SEQUENCES.bound()).bigint("sequences");
    long portions = sequences / SEQUENCES_AT_A_TIME + 1;
    List<Row> rows = new ArrayList<>();
    for (long portion = 0; portion < portions; portion++) {
      rows.addAll(session.rows(bound.with("portions", portions).with("portion", portion)));
    }
    return rows;
  }

  /** True if a server has what is asked for. */
  boolean makesSenseOn(Server server) {
    return sql.isFor(server);
  }
}
