package org.jlondiste.worker;

import java.util.List;
import java.util.Set;
import org.jlondiste.copy.MergedTable;
import org.jlondiste.copy.StoppedTables;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Answers;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;

/**
 * What the node's database says before a step that follows a provider, asked all at once: every way
 * to a server and back is time by which a change comes later.
 *
 * @param unfinished tables that the node replicates and that are not in sync
 * @param stopped tables to which nothing is applied
 * @param merged tables here that other queues fill, too
 */
record Overview(
    ConsumerState state,
    List<ReplicatedTable> unfinished,
    Set<TableName> stopped,
    Meetings meetings,
    Set<TableName> merged) {

  static Overview of(Session session, ConsumerRecord record, String queue) {
    Question<ConsumerState> state = record.whereItStands();
    Question<List<ReplicatedTable>> unfinished = Tables.unfinishedOf(queue);
    Question<Set<TableName>> stopped = StoppedTables.listOf(queue);
    Question<Meetings> meetings = Meetings.of(queue);
    Question<Set<TableName>> merged = MergedTable.listOf(queue);
    Answers answers = session.answers(List.of(state, unfinished, stopped, meetings, merged));
    return new Overview(
        answers.to(state),
        answers.to(unfinished),
        answers.to(stopped),
        answers.to(meetings),
        answers.to(merged));
  }

  /** The same with what may have changed while the step was at other work. */
  Overview refreshed(Session session, String queue) {
    return new Overview(
        state,
        unfinished,
        stopped,
        session.answer(Meetings.of(queue)),
        MergedTable.of(session, queue));
  }
}
