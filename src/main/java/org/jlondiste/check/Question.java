package org.jlondiste.check;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** A query of the catalogs, which not every server can be asked. */
final class Question {
  private static final Sql SEQUENCES = Sql.of(Question.class, "sequence_count.sql");

  /** Far fewer than any server can lock. */
  private static final int SEQUENCES_AT_A_TIME = 500;

  private final Sql sql;
  private final boolean aboutSequences;

  private Question(String name, boolean aboutSequences) {
    this.sql = Sql.of(Question.class, name + ".sql");
    this.aboutSequences = aboutSequences;
  }

  /** Loads {@code name.sql}. */
  static Question of(String name) {
    return new Question(name, false);
  }

  /**
   * A question about sequences, which is asked in portions. To be asked outside of transactions:
   * servers keep every sequence that was looked at locked until the transaction ends.
   */
  static Question ofSequences(String name) {
    return new Question(name, true);
  }

  /** Asks; no rows where the server is too old or too new for the question. */
  List<Row> ask(Session session) {
    if (!makesSenseOn(session.server())) {
      return List.of();
    }
    return aboutSequences ? portions(session) : session.rows(sql.bound());
  }

  private List<Row> portions(Session session) {
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
    return sql.isFor(server);
  }
}
