package org.jlondiste.copy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.handler.HandledTables;
import org.jlondiste.handler.HandlerTask;
import org.jlondiste.handler.Occasion;
import org.jlondiste.handler.SourceJudge;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.ReadAhead;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerPositions;
import org.jlondiste.topology.ReplicatedTable;

/**
 * Replays the changes of one table, or of several that are copied together, batch by batch;
 * positions and rows in one transaction.
 */
final class CatchUp {
  /** Events after which a batch ends, so that the position moves on now and then. */
  private static final long BATCH_EVENTS = 50_000;

  /** Behind every tick there is. */
  static final TickId END = new TickId(Long.MAX_VALUE);

  private final Session source;
  private final Session target;
  private final Subscription subscription;
  private final ConsumerPositions positions;
  private final List<ReplicatedTable> tables;
  private final Map<TableName, TableName> destinations;
  private final CopyOptions options;
  private final Applier applier;
  private final ChangeDecoder decoder;
  private final boolean inCharacters;
  private Optional<TickId> known = Optional.empty();
  private final Optional<TableHandler> handler;
  private final TableName sourceName;

  /**
   * @param subscription by which the changes are read
   * @param positions moved on with the changes
   * @param tables whose changes they are
   * @param handler what becomes of the events of the only table; empty for the usual
   * @param sourceName the name of the first table on the source
   */
  CatchUp(
      Session source,
      Session target,
      Subscription subscription,
      ConsumerPositions positions,
      List<ReplicatedTable> tables,
      CopyOptions options,
      TextPassage passage,
      Optional<TableHandler> handler,
      TableName sourceName) {
    this.handler = handler;
    this.sourceName = sourceName;
    this.source = source;
    this.target = target;
    this.subscription = subscription;
    this.positions = positions;
    this.tables = List.copyOf(tables);
    this.destinations =
        tables.stream()
            .collect(Collectors.toMap(ReplicatedTable::name, ReplicatedTable::destination));
    this.options = options;
    this.applier = new Applier(target, passage);
    this.decoder = new ChangeDecoder(passage.eventText());
    this.inCharacters = passage.eventText() == EventText.CHARACTERS;
  }

  /** The tick up to which changes are in the target. */
  TickId completed() {
    TickId tick = known.orElseGet(positions::completed);
    known = Optional.of(tick);
    return tick;
  }

  /** The way to the last tick there is. */
  Ticks.Distance wayToEnd() {
    return new Ticks(source, subscription.queue())
        .distance(completed(), END)
        .orElse(new Ticks.Distance(completed(), 0));
  }

  /**
   * Replays one batch, of as many ticks as are there.
   *
   * @param limit the tick that must not be passed over
   * @param mode how sure the rows of the target are
   * @param visible transactions whose changes the target has already; none if that is over
   * @return false if there is no further tick up to the limit
   */
  boolean step(TickId limit, ApplyMode mode, Optional<VisibleTransactions> visible) {
    TickId completed = completed();
    Optional<Batch> next = subscription.nextBatchUpTo(completed, limit, BATCH_EVENTS);
    if (next.isEmpty()) {
      return false;
    }
    Batch batch = next.get();
    if (batch.tick().equals(completed)) {
      subscription.finish(batch);
      return true;
    }
    if (!batch.previousTick().equals(completed)) {
      subscription.registerAt(completed);
      return true;
    }
    Restraint.Pauses pauses = options.restraint().pauses();
    Stages times = new Stages(batch, options.times(), StageTimes.Work.CATCHING_UP);
    target.transactionally(() -> replay(batch, mode, visible, times));
    times.committed();
    known = Optional.of(batch.tick());
    source.refreshPlans();
    target.refreshPlans();
    long applied = System.nanoTime();
    subscription.finish(batch);
    options.restraint().noteCommit(Duration.ofNanos(System.nanoTime() - applied));
    pauses.pause();
    return true;
  }

  private void replay(
      Batch batch, ApplyMode mode, Optional<VisibleTransactions> visible, Stages times) {
    positions.advance(batch.previousTick(), batch.tick());
    Set<TableName> merged = MergedTable.of(target, subscription.queue());
    applier.begin();
    String filter =
        tables.stream()
            .map(table -> Identifier.literal(table.name().raw()))
            .collect(Collectors.joining(", ", "ev_extra1 in (", ")"));
    Restraint.Pauses pauses = options.restraint().pauses();
    Optional<HandledTables> handled = handler.map(special -> handled(special, batch));
    try (ReadAhead<List<Share>> shares =
        new ReadAhead<>(
            source,
            subscription,
            batch,
            filter,
            options.portion(),
            events -> {
              long moment = System.nanoTime();
              List<Event> missed = missed(events, visible);
              List<Share> portion = shares(missed, handled, merged);
              times.decodedSince(moment, missed.size());
              return portion;
            })) {
      for (Optional<List<Share>> some = next(shares, times);
          some.isPresent();
          some = next(shares, times)) {
        for (Share share : some.get()) {
          HandlerTask.doAll(target, share.tasks());
          share.piece().ifPresent(piece -> applier.applyPart(piece, mode));
        }
        long moment = System.nanoTime();
        pauses.pause();
        times.waitedSince(moment);
      }
      times.read(shares.busyNanos(), shares.characters());
      applier.complete();
      times.applied(applier.rowsWritten());
    }
  }

  private static Optional<List<Share>> next(ReadAhead<List<Share>> shares, Stages times) {
    long moment = System.nanoTime();
    Optional<List<Share>> next = shares.next();
    times.waitedSince(moment);
    return next;
  }

  private Change atDestination(Change change) {
    TableName destination = destinations.get(change.table());
    if (destination == null) {
      throw new IllegalStateException("no change of " + change.table() + " was asked for");
    }
    return change.withTable(destination);
  }

  private HandledTables handled(TableHandler special, Batch batch) {
    ReplicatedTable table = tables.get(0);
    return new HandledTables(
        List.of(new HandledTables.Subject(table.name(), table.destination(), true, special)),
        new SourceJudge(source, name -> sourceName),
        new Occasion(batch.tick(), batch.tickTime(), inCharacters));
  }

  /** The changes that a copy under one snapshot did not see. */
  private static List<Event> missed(List<Event> events, Optional<VisibleTransactions> visible) {
    return events.stream()
        .filter(event -> ChangeDecoder.isChange(event.type()))
        .filter(event -> visible.isEmpty() || !visible.get().contains(event.txid()))
        .toList();
  }

  private List<Share> shares(
      List<Event> events, Optional<HandledTables> handled, Set<TableName> merged) {
    if (handled.isPresent()) {
      return Share.of(events, handled.get(), decoder, merged);
    }
    return Share.of(
        Piece.of(
            events.stream()
                .map(decoder::decode)
                .map(change -> MergedTable.checked(atDestination(change), merged))
                .toList()));
  }
}
