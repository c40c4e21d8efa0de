package org.jlondiste.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.MergedTable;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;

/**
 * Events of a batch that are in memory at one time, sorted into what is to be done one after the
 * other.
 *
 * @param events all of them, as they were read
 * @param parts changes of rows that go somewhere, and instructions
 */
record Portion(List<Event> events, List<Part> parts) {

  /**
   * Either changes of rows or instructions.
   *
   * @param piece none if these are instructions
   */
  record Part(Optional<Piece> piece, List<Event> instructions) {}

  /**
   * Decodes and sorts events.
   *
   * @param prepare told each piece, to do ahead what can be done
   */
  static Portion of(
      List<Event> events, Route route, ChangeDecoder decoder, Consumer<Piece> prepare) {
    Sorting sorting = new Sorting(prepare);
    for (Event event : events) {
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
    return new Portion(events, sorting.parts());
  }

  private static final class Sorting {
    private final Consumer<Piece> prepare;
    private final List<Part> parts = new ArrayList<>();
    private List<Change> changes = new ArrayList<>();
    private List<Event> instructions = new ArrayList<>();

    Sorting(Consumer<Piece> prepare) {
      this.prepare = prepare;
    }

    void add(Change change) {
      endInstructions();
      changes.add(change);
    }

    void add(Event instruction) {
      endChanges();
      instructions.add(instruction);
    }

    List<Part> parts() {
      endChanges();
      endInstructions();
      return parts;
    }

    private void endChanges() {
      if (!changes.isEmpty()) {
        Piece piece = Piece.of(changes);
        prepare.accept(piece);
        parts.add(new Part(Optional.of(piece), List.of()));
        changes = new ArrayList<>();
      }
    }

    private void endInstructions() {
      if (!instructions.isEmpty()) {
        parts.add(new Part(Optional.empty(), instructions));
        instructions = new ArrayList<>();
      }
    }
  }
}
