package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Party;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;

/**
 * What is done with pairs of tables by {@link PairedTables}.
 *
 * @param <R> what comes of one table
 */
interface PairTask<R> {
  /**
   * A pair of tables.
   *
   * @param name what the table is called in the set
   * @param condition SQL that says which rows of both count; empty for all
   * @param handler stands between the two
   * @param merged the target holds rows of other queues, too
   */
  record Subject(
      TableName name,
      TableName sourceTable,
      TableName targetTable,
      String condition,
      TableHandler handler,
      boolean merged) {}

  /** The command's name. */
  String command();

  /** What the command does, as in "there is no provider to … with". */
  String verb();

  /** What the command has done to a table. */
  String participle();

  /**
   * What comes of a table with which nothing can be done.
   *
   * @param provider name of the node that it was to be paired with; empty if it came to none
   */
  R leftOut(String table, String provider, Optional<TickId> tick, String reason);

  /** Begins with the tables of one pair of nodes; no transaction is under way. */
  Round<R> begin(Party source, Party target);

  /** The work on the tables of one pair of nodes. */
  interface Round<R> extends AutoCloseable {
    /** Lets the nodes meet, and does the work while they are seen as of one tick. */
    List<R> meet(Meeting meeting, Function<TickId, List<R>> work);

    R work(TickId tick, Subject subject);

    @Override
    void close();
  }
}
