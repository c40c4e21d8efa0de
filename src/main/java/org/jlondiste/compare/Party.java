package org.jlondiste.compare;

import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;

/**
 * A node that takes part in a {@link Meeting}.
 *
 * @param node what it says about itself
 * @param reader session that sees the node as of the meeting, and does nothing else
 * @param clerk session that makes the arrangements
 */
public record Party(NodeInfo node, Session reader, Session clerk) implements AutoCloseable {
  private static final Sql HAS_MEETINGS = Sql.of(Party.class, "has_meetings.sql");
  private static final Sql ADD = Sql.of(Party.class, "add_meeting.sql");
  private static final Sql PUT_OFF = Sql.of(Party.class, "put_off_meeting.sql");
  private static final Sql END = Sql.of(Party.class, "end_meeting.sql");

  /** How long a worker waits for someone who does not come any more. */
  private static final int SECONDS = 30;

  /** Where the node's worker stands. */
  ConsumerState position() {
    return position(clerk);
  }

  /** Where the node's worker stands in what the reader sees. */
  ConsumerState positionSeen() {
    return position(reader);
  }

  /** True if the node's worker waits where it is asked to; that of Londiste does not. */
  boolean canBeAsked() {
    return clerk.row(HAS_MEETINGS.bound()).bool("there");
  }

  void ask(TickId tick) {
    clerk.update(
        ADD.with("queue", node.queue()).with("tick", tick.value()).with("seconds", SECONDS));
  }

  void askAgain(TickId tick) {
    clerk.update(
        PUT_OFF.with("queue", node.queue()).with("tick", tick.value()).with("seconds", SECONDS));
  }

  void release(TickId tick) {
    clerk.update(END.with("queue", node.queue()).with("tick", tick.value()));
  }

  @Override
  public void close() {
    reader.close();
    clerk.close();
  }

  private ConsumerState position(Session session) {
    return new ConsumerRecord(session, node.queue(), node.workerName()).state();
  }
}
