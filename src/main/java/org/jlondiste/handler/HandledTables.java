package org.jlondiste.handler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.DecodingError;
import org.jlondiste.change.Operation;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.Truncation;
import org.jlondiste.error.UserError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one batch that have a handler, and what becomes of their events. For one thread.
 */
public final class HandledTables {
  /** No table has a handler. */
  public static final HandledTables NONE = new HandledTables();

  private final Map<String, Subject> subjects = new HashMap<>();
  private final @Nullable SourceJudge judge;
  private final Occasion occasion;
  private final Map<Projection.Key, Projection> projections = new HashMap<>();

  /**
   * A table.
   *
   * @param registered its name in the set
   * @param destination its name here
   * @param applied whether its changes are applied now; if not they are only handed on
   */
  public record Subject(
      TableName registered, TableName destination, boolean applied, TableHandler handler) {}

  private HandledTables() {
    this.judge = null;
    this.occasion = new Occasion(new TickId(1), "", true);
  }

  public HandledTables(List<Subject> tables, SourceJudge judge, Occasion occasion) {
    this.judge = judge;
    this.occasion = occasion;
    for (Subject subject : tables) {
      subjects.put(subject.registered().raw(), subject);
      subject.handler().begin(occasion);
    }
  }

  /** True if nothing is to be asked of it. */
  public boolean isEmpty() {
    return subjects.isEmpty();
  }

  /**
   * What becomes of an event.
   *
   * @param deeds what is to be done here
   * @param handedOn what a branch hands on; null for nothing
   */
  public record Outcome(Subject subject, List<Deed> deeds, @Nullable Event handedOn) {}

  /** A row of an event that waits for the verdict on it. */
  private record Candidate(Event event, Subject subject, RowChange change) {}

  /**
   * What becomes of events; those of tables without handler are not in the answer.
   *
   * @param handsOn whether this node hands events on to others
   * @throws HandlerFailure if a change that is to be applied cannot be placed
   */
  public IdentityHashMap<Event, Outcome> of(
      List<Event> events, ChangeDecoder decoder, boolean handsOn) {
    IdentityHashMap<Event, Outcome> outcomes = new IdentityHashMap<>();
    if (subjects.isEmpty()) {
      return outcomes;
    }
    IdentityHashMap<Event, Boolean> verdicts = new IdentityHashMap<>();
    IdentityHashMap<Event, RowChange> rows = new IdentityHashMap<>();
    judge(events, decoder, handsOn, rows, verdicts);
    for (Event event : events) {
      Subject subject = subject(event);
      if (subject != null && (subject.applied() || handsOn)) {
        outcomes.put(event, outcome(event, subject, decoder, rows, verdicts));
      }
    }
    return outcomes;
  }

  private @Nullable Subject subject(Event event) {
    String raw = event.extra1();
    return raw == null || event.retry() != null || !ChangeDecoder.isChange(event.type())
        ? null
        : subjects.get(raw);
  }

  private void judge(
      List<Event> events,
      ChangeDecoder decoder,
      boolean handsOn,
      IdentityHashMap<Event, RowChange> rows,
      IdentityHashMap<Event, Boolean> verdicts) {
    Map<Subject, List<Candidate>> waiting = new LinkedHashMap<>();
    for (Event event : events) {
      Subject subject = subject(event);
      if (subject == null
          || !(subject.applied() || handsOn)
          || subject.handler().condition().isEmpty()) {
        continue;
      }
      subject.handler().verdict(event).ifPresent(verdict -> verdicts.put(event, verdict));
      if (verdicts.containsKey(event)) {
        continue;
      }
      try {
        if (decoder.decode(event) instanceof RowChange row) {
          rows.put(event, row);
          if (!mayGoUnjudged(subject, row)) {
            waiting
                .computeIfAbsent(subject, unseen -> new ArrayList<>())
                .add(new Candidate(event, subject, row));
          }
        }
      } catch (DecodingError e) {
        // told when the event's turn comes
        verdicts.remove(event);
      }
    }
    waiting.forEach((subject, candidates) -> judge(subject, candidates, verdicts));
  }

  private void judge(
      Subject subject, List<Candidate> candidates, IdentityHashMap<Event, Boolean> verdicts) {
    boolean[] found;
    try {
      found =
          judge()
              .judge(
                  subject.registered(),
                  subject.handler().condition(),
                  candidates.stream().map(Candidate::change).toList());
    } catch (HandlerFailure e) {
      if (subject.applied()) {
        throw e;
      }
      return;
    }
    for (int i = 0; i < found.length; i++) {
      verdicts.put(candidates.get(i).event(), found[i]);
    }
  }

  private SourceJudge judge() {
    if (judge == null) {
      throw new IllegalStateException("nobody judges rows");
    }
    return judge;
  }

  private Outcome outcome(
      Event event,
      Subject subject,
      ChangeDecoder decoder,
      IdentityHashMap<Event, RowChange> rows,
      IdentityHashMap<Event, Boolean> verdicts) {
    try {
      return tryOutcome(event, subject, decoder, rows, verdicts);
    } catch (UserError e) {
      if (subject.applied()) {
        throw e;
      }
      // who reads it stops the table there; what the row holds must not be seen
      Event unreadable =
          new Event(
              event.id(),
              event.time(),
              event.txid(),
              event.retry(),
              event.type(),
              null,
              event.extra1(),
              null,
              null,
              null);
      return new Outcome(
          subject, List.of(), subject.handler().handsOnItsOwn() ? unreadable : event);
    }
  }

  private Outcome tryOutcome(
      Event event,
      Subject subject,
      ChangeDecoder decoder,
      IdentityHashMap<Event, RowChange> rows,
      IdentityHashMap<Event, Boolean> verdicts) {
    TableHandler handler = subject.handler();
    boolean own = handler.handsOnItsOwn();
    if (subject.applied()) {
      List<Deed> taken = handler.takeEvent(event, occasion).orElse(null);
      if (taken != null) {
        return new Outcome(subject, taken, event);
      }
    } else if (!own) {
      return new Outcome(subject, List.of(), event);
    }
    RowChange judged = rows.get(event);
    Change change = judged == null ? decoder.decode(event) : judged;
    if (change instanceof Truncation) {
      List<Deed> deeds =
          handler.ignoresTruncate() || !subject.applied()
              ? List.of()
              : handler.deeds(event, change.withTable(subject.destination()), occasion);
      // who gets the rows that are here keeps them as long as they are here
      return new Outcome(subject, deeds, own && handler.ignoresTruncate() ? null : event);
    }
    if (!(change instanceof RowChange row)) {
      if (own) {
        throw new HandlerFailure(
            subject.registered(),
            event.id(),
            "its event is a piece of SQL that tells only the columns that changed",
            null);
      }
      return new Outcome(
          subject,
          subject.applied()
              ? handler.deeds(event, change.withTable(subject.destination()), occasion)
              : List.of(),
          event);
    }
    RowChange here = own(event, subject, row, verdicts.get(event));
    if (here == null) {
      return new Outcome(subject, List.of(), null);
    }
    List<Deed> deeds =
        subject.applied()
            ? handler.deeds(event, here.withTable(subject.destination()), occasion)
            : List.of();
    return new Outcome(
        subject, deeds, own ? RowText.event(event, subject.registered(), here) : event);
  }

  /** The change of the row that belongs here; null if none does. */
  private @Nullable RowChange own(
      Event event, Subject subject, RowChange row, @Nullable Boolean verdict) {
    TableHandler handler = subject.handler();
    if (verdict == null && !handler.condition().isEmpty() && !mayGoUnjudged(subject, row)) {
      throw new HandlerFailure(
          subject.registered(), event.id(), "nobody can tell whether its row belongs here", null);
    }
    RowChange kept = verdict == null ? row : kept(subject, row, verdict);
    if (kept == null || (handler.columns().isAll() && !handler.altersValues())) {
      return kept;
    }
    RowChange chosen = chosen(event, subject, kept);
    if (!handler.altersValues()) {
      return chosen;
    }
    @Nullable String[] values = new @Nullable String[chosen.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = chosen.value(i);
    }
    return chosen.withRow(chosen.shape(), handler.alter(chosen.shape().columns(), values));
  }

  /**
   * The change without rows that do not belong here. Whether a row belonged here before an update
   * can only be told if that depends on the key, which an update leaves as it is.
   */
  private @Nullable RowChange kept(Subject subject, RowChange row, boolean belongs) {
    boolean byKey = isByKey(subject, row);
    Operation operation = row.operation();
    if (operation == Operation.INSERT || operation == Operation.DELETE || byKey) {
      return belongs ? row : null;
    }
    if (operation == Operation.REMOVE) {
      return row;
    }
    return row.withOperation(belongs ? Operation.REPLACE : Operation.REMOVE);
  }

  /**
   * True for a row of which only the key is told, because it is gone, where that does not tell
   * whether it belonged here: it must not be here in any case.
   */
  private boolean mayGoUnjudged(Subject subject, RowChange row) {
    return row.operation() == Operation.REMOVE && !isByKey(subject, row);
  }

  private boolean isByKey(Subject subject, RowChange row) {
    return row.shape().hasKey()
        && judge()
            .isAbout(subject.registered(), subject.handler().condition(), row.shape().keyColumns());
  }

  private RowChange chosen(Event event, Subject subject, RowChange row) {
    Projection projection =
        projections.computeIfAbsent(
            new Projection.Key(subject.registered(), row.shape()),
            key -> Projection.of(row.shape(), subject.handler().columns()));
    if (projection.losesKey() && row.operation() != Operation.INSERT) {
      throw new HandlerFailure(
          subject.registered(),
          event.id(),
          "the table's key (" + String.join(", ", row.shape().keyColumns()) + ") is left out here",
          null);
    }
    return projection.of(row);
  }
}
