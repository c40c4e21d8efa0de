package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.handler.Deed;
import org.jlondiste.handler.HandledTables;
import org.jlondiste.handler.HandledTables.Outcome;
import org.jlondiste.handler.HandlerTask;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;

/**
 * What is done next for a table with a handler: either changes or tasks.
 *
 * @param piece none if these are tasks
 */
record Share(Optional<Piece> piece, List<HandlerTask> tasks) {

  /** The same changes for a table without handler. */
  static List<Share> of(Piece piece) {
    return List.of(new Share(Optional.of(piece), List.of()));
  }

  /** Sorts what a handler makes of events. */
  static List<Share> of(
      List<Event> events, HandledTables handled, ChangeDecoder decoder, Set<TableName> merged) {
    List<Share> shares = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    IdentityHashMap<Event, Outcome> outcomes = handled.of(events, decoder, false);
    for (Event event : events) {
      Outcome outcome = outcomes.get(event);
      if (outcome == null) {
        continue;
      }
      for (Deed deed : outcome.deeds()) {
        if (deed instanceof Deed.Apply apply) {
          changes.add(MergedTable.checked(apply.change(), merged));
        } else {
          MergedTable.checkTask(event, outcome.subject().destination(), decoder, merged);
          end(changes, shares);
          shares.add(
              new Share(
                  Optional.empty(),
                  List.of(new HandlerTask(outcome.subject().registered(), event.id(), deed))));
        }
      }
    }
    end(changes, shares);
    return shares;
  }

  private static void end(List<Change> changes, List<Share> shares) {
    if (!changes.isEmpty()) {
      shares.add(new Share(Optional.of(Piece.of(List.copyOf(changes))), List.of()));
      changes.clear();
    }
  }
}
