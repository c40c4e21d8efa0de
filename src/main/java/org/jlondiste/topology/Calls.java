package org.jlondiste.topology;

import org.jlondiste.error.StateError;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls functions that answer {@code ret_code} and {@code ret_note}: what was done is logged, what
 * was refused is thrown as a {@link StateError}.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final int UNKNOWN = 404;
  private static final int REFUSED = 400;
  private static final int WARNING = 300;
  private static final int DONE = 200;

  private final Session session;
  private final String prefix;

  /**
   * @param node name of the node behind the session, said before each note; empty for the local one
   */
  Calls(Session session, String node) {
    this.session = session;
    this.prefix = node.isEmpty() ? "" : "[" + node + "] ";
  }

  /** Calls a function whose success the operator wants to read of. */
  Answer announced(BoundSql call) {
    Answer answer = answer(session.row(call));
    log(answer, true);
    return answer;
  }

  /** Calls a function that is part of the daily round. */
  Answer quiet(BoundSql call) {
    Answer answer = answer(session.row(call));
    log(answer, false);
    return answer;
  }

  /** Calls a function that answers more than its code and note. */
  Row announcedRow(BoundSql call) {
    Row row = session.row(call);
    log(answer(row), true);
    return row;
  }

  /** The note of an answer, with the node it came from. */
  String told(Row row) {
    return prefix + row.optionalText("ret_note").orElse("no reason given");
  }

  static boolean isUnknown(Row row) {
    return row.integer("ret_code") == UNKNOWN;
  }

  Answer answer(Row row) {
    int code = row.integer("ret_code");
    if (code >= REFUSED) {
      throw new StateError(told(row), "");
    }
    return new Answer(code, row.optionalText("ret_note").orElse(""));
  }

  private void log(Answer answer, boolean announce) {
    if (answer.code() >= WARNING) {
      LOG.warn("{}{}", prefix, answer.note());
    } else if (answer.code() < DONE) {
      LOG.debug("{}{} {}", prefix, answer.code(), answer.note());
    } else if (announce) {
      LOG.info("{}{}", prefix, answer.note());
    } else {
      LOG.debug("{}{}", prefix, answer.note());
    }
  }
}
