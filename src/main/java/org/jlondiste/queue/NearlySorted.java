package org.jlondiste.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jlondiste.model.Event;

/**
 * Hands on events by id that come nearly so, as they are stored: writers at work at the same time
 * put theirs on pages of their own. Either the ids never fall, or it refuses to go on.
 */
final class NearlySorted {
  private static final int MOST_EVENTS = 30_000;

  private final long mostCharacters;
  private final Consumer<Event> consumer;
  private final List<Event> waiting = new ArrayList<>();
  private long characters;
  private long lastId = Long.MIN_VALUE;

  /**
   * @param mostCharacters of events that are kept waiting
   */
  NearlySorted(long mostCharacters, Consumer<Event> consumer) {
    this.mostCharacters = mostCharacters;
    this.consumer = consumer;
  }

  /**
   * Takes one more event.
   *
   * @throws OutOfOrder if one was handed on that should have come behind another
   */
  void add(Event event) {
    String data = event.data();
    waiting.add(event);
    characters += data == null ? 0 : data.length();
    if (waiting.size() >= MOST_EVENTS || characters >= mostCharacters) {
      handOn((waiting.size() + 1) / 2);
    }
  }

  /** There are no more events. */
  void end() {
    handOn(waiting.size());
  }

  private void handOn(int count) {
    waiting.sort(Comparator.comparingLong(Event::id));
    List<Event> first = waiting.subList(0, count);
    for (Event event : first) {
      if (event.id() < lastId) {
        throw new OutOfOrder(event.id());
      }
      lastId = event.id();
      consumer.accept(event);
    }
    first.clear();
    characters =
        waiting.stream().map(Event::data).mapToLong(data -> data == null ? 0 : data.length()).sum();
  }
}
