package org.jlondiste.topology;

import java.util.List;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The sequences of a set as one node has them. */
public final class Sequences {
  private static final Sql LIST = Sql.of(Sequences.class, "sequences.sql");
  private static final Sql ADD = Sql.of(Sequences.class, "add_local_sequence.sql");
  private static final Sql REMOVE = Sql.of(Sequences.class, "remove_local_sequence.sql");
  private static final Sql UPDATE = Sql.of(Sequences.class, "update_sequence.sql");
  private static final Sql REMOVE_FROM_SET =
      Sql.of(Sequences.class, "remove_sequence_from_set.sql");
  private static final Sql PUBLISH = Sql.of(Sequences.class, "publish_sequences.sql");

  private final Session session;
  private final Calls calls;
  private final String queue;

  public Sequences(Session session, String queue) {
    this.session = session;
    this.calls = new Calls(session, "");
    this.queue = queue;
  }

  /** All sequences of the set that the node has heard of, in order of registration. */
  public List<ReplicatedSequence> list() {
    return session.rows(LIST.with("queue", queue)).stream()
        .map(
            row ->
                new ReplicatedSequence(
                    TableName.ofRaw(row.text("seq_name")),
                    row.bool("local"),
                    row.bigint("last_value")))
        .toList();
  }

  /** Lets this node replicate a sequence; a root tells the others. */
  public Answer add(TableName sequence) {
    return calls.announced(about(ADD, sequence));
  }

  /** Lets this node no longer replicate a sequence; a root tells the others. */
  public Answer remove(TableName sequence) {
    return calls.announced(about(REMOVE, sequence));
  }

  /** Notes a value that the root published, and sets a local sequence forward to it. */
  public Answer update(TableName sequence, long value) {
    return calls.quiet(about(UPDATE, sequence).with("value", value));
  }

  /** Takes a sequence off the node's list of the set. */
  public Answer removeFromSet(TableName sequence) {
    return calls.quiet(about(REMOVE_FROM_SET, sequence));
  }

  /** Lets the root publish how far its sequences are. */
  public Answer publish() {
    return calls.quiet(PUBLISH.with("queue", queue));
  }

  private BoundSql about(Sql sql, TableName sequence) {
    return sql.with("queue", queue).with("sequence", sequence.raw());
  }
}
