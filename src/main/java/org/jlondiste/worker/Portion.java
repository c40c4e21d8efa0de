package org.jlondiste.worker;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.MergedTable;
import org.jlondiste.handler.Deed;
import org.jlondiste.handler.HandledTables;
import org.jlondiste.handler.HandledTables.Outcome;
import org.jlondiste.handler.HandlerTask;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;

/**
 * Events of a batch that are in memory at one time, sorted into what is to be done one after the
 * other.
 *
 * @param events all of them, as they were read
 * @param parts changes of rows that go somewhere, instructions, and what handlers want done
 * @param handedOn what a branch hands on to others
 */
record Portion(List<Event> events, List<Part> parts, List<Event> handedOn) {

  /**
   * Either changes of rows, or instructions, or tasks.
   *
   * @param piece none if these are instructions or tasks
   */
  record Part(Optional<Piece> piece, List<Event> instructions, List<HandlerTask> tasks) {}

  /**
   * How tables with handlers are treated.
   *
   * @param handsOn this node hands events on to others
   */
  record Handling(HandledTables tables, boolean handsOn) {}

  /**
   * Decodes and sorts events.
   *
   * @param prepare told each piece, to do ahead what can be done
   */
  static Portion of(
      List<Event> events,
      Route route,
      Handling handling,
      ChangeDecoder decoder,
      Consumer<Piece> prepare) {
    Sorting sorting = new Sorting(prepare);
    IdentityHashMap<Event, Outcome> outcomes =
        handling.tables().of(events, decoder, handling.handsOn());
    for (Event event : events) {
      Outcome outcome = outcomes.isEmpty() ? null : outcomes.get(event);
      if (outcome != null) {
        sorting.add(event, outcome, route, decoder);
        continue;
      }
      if (event.retry() == null && ChangeDecoder.isChange(event.type())) {
        Optional<TableName> destination = route.destination(event.extra1());
        if (destination.isPresent()) {
          sorting.add(
              MergedTable.checked(
                  decoder.decode(event).withTable(destination.get()), route.merged()));
        }
      } else {
        sorting.add(event);
      }
    }
    return new Portion(events, sorting.parts(), handedOn(events, outcomes));
  }

  private static List<Event> handedOn(
      List<Event> events, IdentityHashMap<Event, Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return events;
    }
    List<Event> handedOn = new ArrayList<>(events.size());
    for (Event event : events) {
      Outcome outcome = outcomes.get(event);
      Event passed = outcome == null ? event : outcome.handedOn();
      if (passed != null) {
        handedOn.add(passed);
      }
    }
    return handedOn;
  }

  private static final class Sorting {
    private final Consumer<Piece> prepare;
    private final List<Part> parts = new ArrayList<>();
    private List<Change> changes = new ArrayList<>();
    private List<Event> instructions = new ArrayList<>();
    private List<HandlerTask> tasks = new ArrayList<>();

    Sorting(Consumer<Piece> prepare) {
      this.prepare = prepare;
    }

    void add(Change change) {
      endInstructions();
      endTasks();
      changes.add(change);
    }

    /** What a handler makes of an event. */
    void add(Event event, Outcome outcome, Route route, ChangeDecoder decoder) {
      TableName table = outcome.subject().registered();
      for (Deed deed : outcome.deeds()) {
        if (deed instanceof Deed.Apply apply) {
          TableName goal = apply.change().table();
          if (!goal.equals(outcome.subject().destination())) {
            route.addPart(goal, table);
          }
          add(MergedTable.checked(apply.change(), route.merged()));
        } else {
          MergedTable.checkTask(event, outcome.subject().destination(), decoder, route.merged());
          endChanges();
          endInstructions();
          tasks.add(new HandlerTask(table, event.id(), deed));
        }
      }
    }

    void add(Event instruction) {
      endChanges();
      endTasks();
      instructions.add(instruction);
    }

    List<Part> parts() {
      endChanges();
      endInstructions();
      endTasks();
      return parts;
    }

    private void endChanges() {
      if (!changes.isEmpty()) {
        Piece piece = Piece.of(changes);
        prepare.accept(piece);
        parts.add(new Part(Optional.of(piece), List.of(), List.of()));
        changes = new ArrayList<>();
      }
    }

    private void endInstructions() {
      if (!instructions.isEmpty()) {
        parts.add(new Part(Optional.empty(), instructions, List.of()));
        instructions = new ArrayList<>();
      }
    }

    private void endTasks() {
      if (!tasks.isEmpty()) {
        parts.add(new Part(Optional.empty(), List.of(), tasks));
        tasks = new ArrayList<>();
      }
    }
  }
}
