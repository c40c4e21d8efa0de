package org.jlondiste.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.DecodingError;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.StageTimes;
import org.jlondiste.copy.Stages;
import org.jlondiste.copy.StoppedTables;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.ProcessMemory;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandledTables;
import org.jlondiste.handler.HandlerFailure;
import org.jlondiste.handler.HandlerTask;
import org.jlondiste.handler.Occasion;
import org.jlondiste.handler.SourceJudge;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.ReadAhead;
import org.jlondiste.queue.Subscription;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays batches of the provider on the node's database: rows, instructions and, on a branch, the
 * events themselves, each batch in one transaction with the node's position. What does not fit
 * stops its table, and the batch is to be replayed without it.
 *
 * <p>For one thread.
 */
final class BatchReplay {
  private static final Logger LOG = LoggerFactory.getLogger(BatchReplay.class);
  private static final Duration CATALOG_MEMORY = Duration.ofSeconds(5);
  private static final long SMALLEST_LARGE_ROW = 1024 * 1024;
  private static final int SORTED_AFTER_SURPRISE = 20;

  private final String queue;
  private final GlobalWatermark globalWatermark;
  private final StageTimes sums;
  private final Restraint restraint;
  private long catalogRead;

  /** So many of the large batches to come are read sorted, because one was stored out of order. */
  private int sorted;

  /** How often in succession memory was too small for a batch. */
  private int scarcity;

  /**
   * @param sums where the time goes is added up there
   * @param restraint how far the provider is spared
   */
  BatchReplay(String queue, GlobalWatermark globalWatermark, StageTimes sums, Restraint restraint) {
    this.queue = queue;
    this.restraint = restraint;
    this.sums = sums;
    this.globalWatermark = globalWatermark;
  }

  /**
   * What holds while a batch is replayed.
   *
   * @param type of the node
   * @param tables all tables of the set
   * @param fed the queue of which this database is the root, and which the node feeds
   */
  record Setting(
      Target target,
      Provider source,
      NodeType type,
      WorkerOptions options,
      List<ReplicatedTable> tables,
      Route route,
      Optional<CombinedQueue> fed) {
    boolean handsOn() {
      return type == NodeType.BRANCH;
    }
  }

  /** False if a table had to be stopped; then nothing of the batch was applied. */
  boolean replay(Setting setting, ConsumerRecord record, Batch batch) {
    try {
      if (!replayAsStored(setting, record, batch)) {
        replay(setting, record, batch, ReadAhead.Order.SORTED);
      }
      scarcity = 0;
      return true;
    } catch (ApplyConflict e) {
      stop(setting, setting.route().registered(e.table()), batch, e.eventId(), e);
    } catch (HandlerFailure e) {
      stop(setting, e.table(), batch, e.eventId(), e);
    } catch (DecodingError e) {
      stop(setting, e.table().orElseThrow(() -> e), batch, e.eventId(), e);
    } catch (DatabaseError e) {
      if (ProcessMemory.ranOut(e)) {
        scarcity++;
      }
      throw e;
    } catch (OutOfMemoryError e) {
      scarcity++;
      throw new StateError(
          "the changes up to tick " + batch.tick() + " do not fit into " + ProcessMemory.limit(),
          "they are tried again row by row, and a table with a row that is too large is stopped;"
              + " for the process to apply such rows "
              + ProcessMemory.more());
    }
    return false;
  }

  /**
   * Replays a large batch without having the server sort it, which hands on nothing until it has
   * read and sorted it all.
   *
   * @return false if it is to be replayed sorted; then nothing of it was applied
   */
  private boolean replayAsStored(Setting setting, ConsumerRecord record, Batch batch) {
    if (scarcity > 0 || batch.eventCount() < setting.options().batches().eventsAsStored()) {
      return false;
    }
    if (sorted > 0) {
      sorted--;
      return false;
    }
    try {
      replay(setting, record, batch, ReadAhead.Order.AS_STORED);
      return true;
    } catch (InterruptionError e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever did not fit, it may be for an event that was read too late
      LOG.info("the batch up to tick {} is read anew, sorted: {}", batch.tick(), e.getMessage());
      sorted = SORTED_AFTER_SURPRISE;
      setting.source().applier().forgetAll();
      if (e instanceof DatabaseError error && error.isTransient()) {
        throw error;
      }
      return false;
    }
  }

  /** Everything is committed when this returns, nothing if it throws. */
  private void replay(Setting setting, ConsumerRecord record, Batch batch, ReadAhead.Order order) {
    Portion.Handling handling =
        new Portion.Handling(handledTables(setting, batch), setting.handsOn());
    Stages times = new Stages(batch, sums, StageTimes.Work.BATCHES);
    setting
        .target()
        .session()
        .transactionally(
            () -> {
              record.advance(batch.previousTick(), batch.tick());
              apply(setting, handling, batch, order, times);
            });
    times.committed();
  }

  private void stop(Setting setting, TableName table, Batch batch, long eventId, UserError cause) {
    LOG.error("Table {} stops: {} (hint: {})", table, cause.problem(), cause.hint());
    new StoppedTables(setting.target().session(), queue)
        .stop(table, batch.previousTick(), eventId, cause.problem());
    setting.source().applier().forgetAll();
  }

  private void apply(
      Setting setting,
      Portion.Handling handling,
      Batch batch,
      ReadAhead.Order order,
      Stages times) {
    Applier applier = setting.source().applier();
    ChangeDecoder decoder = new ChangeDecoder(setting.source().passage().eventText());
    Function<List<Event>, Portion> decode =
        events -> {
          long moment = System.nanoTime();
          Portion portion =
              Portion.of(events, setting.route(), handling, decoder, applier::prepare);
          times.decodedSince(moment, events.size());
          return portion;
        };
    forgetOldCatalog(applier);
    Doing doing = new Doing(setting, times);
    applier.begin();
    fewEvents(setting, batch, decode, times)
        .ifPresentOrElse(
            doing::portion, () -> readAhead(setting, batch, order, decode, times, doing));
    doing.complete(batch);
  }

  /** For a few events another thread costs more than it brings; none if they are not few. */
  private Optional<Portion> fewEvents(
      Setting setting, Batch batch, Function<List<Event>, Portion> decode, Stages times) {
    Subscription subscription = setting.source().subscription();
    if (scarcity > 0 || !subscription.hasFewEvents(batch)) {
      return Optional.empty();
    }
    long moment = System.nanoTime();
    Optional<List<Event>> few =
        subscription.fewEvents(batch, filter(setting), portion(setting.options()).largest());
    return few.map(
        events -> {
          Portion portion = decode.apply(events);
          times.waitedSince(moment);
          times.read(
              System.nanoTime() - moment,
              events.stream()
                  .map(Event::data)
                  .mapToLong(data -> data == null ? 0 : data.length())
                  .sum());
          return portion;
        });
  }

  private void readAhead(
      Setting setting,
      Batch batch,
      ReadAhead.Order order,
      Function<List<Event>, Portion> decode,
      Stages times,
      Doing doing) {
    Restraint.Pauses pauses = restraint.pauses();
    Provider source = setting.source();
    try (ReadAhead<Portion> portions =
        new ReadAhead<>(
            source.session(),
            source.subscription(),
            batch,
            filter(setting),
            portion(setting.options()),
            order,
            decode)) {
      for (Optional<Portion> next = next(portions, times);
          next.isPresent();
          next = next(portions, times)) {
        doing.portion(next.get());
        long moment = System.nanoTime();
        pauses.pause();
        times.waitedSince(moment);
      }
      times.read(portions.busyNanos(), portions.characters());
    }
  }

  /** Columns may come to a table here without an error to tell of it. */
  private void forgetOldCatalog(Applier applier) {
    long now = System.nanoTime();
    if (now - catalogRead > CATALOG_MEMORY.toNanos()) {
      applier.forgetAll();
      catalogRead = now;
    }
  }

  /** Does one portion of a batch after the other. */
  private final class Doing {
    private final Setting setting;
    private final Session session;
    private final Applier applier;
    private final Instructions instructions;
    private final LocalQueue localQueue;
    private final Stages times;
    private Map<TableName, TableName> renamed = Map.of();

    Doing(Setting setting, Stages times) {
      this.setting = setting;
      this.session = setting.target().session();
      this.applier = setting.source().applier();
      this.instructions =
          new Instructions(session, queue, setting.options(), globalWatermark, setting.fed());
      this.localQueue = new LocalQueue(session, queue, setting.source().passage());
      this.times = times;
    }

    void portion(Portion portion) {
      if (portion.events().isEmpty()) {
        return;
      }
      portion.parts().forEach(this::part);
      if (setting.handsOn()) {
        localQueue.write(portion.handedOn());
      }
    }

    /** All portions are done. */
    void complete(Batch batch) {
      applier.complete();
      times.applied(applier.rowsWritten());
      if (setting.handsOn()) {
        localQueue.tick(batch);
      }
      setting
          .fed()
          .ifPresent(
              combined -> {
                combined.checkCapture(session);
                combined.note(session, batch.tick());
              });
    }

    private void part(Portion.Part part) {
      if (part.piece().isPresent()) {
        Piece piece = part.piece().get();
        applier.applyPart(renamed.isEmpty() ? piece : piece.withTables(renamed), ApplyMode.STRICT);
        return;
      }
      HandlerTask.doAll(session, part.tasks());
      for (Event event : part.instructions()) {
        if (instructions.follow(event, setting.type())) {
          applier.forgetAll();
          renamed = setting.route().renamed(new Tables(session, queue).list());
        }
      }
    }
  }

  private static Optional<Portion> next(ReadAhead<Portion> portions, Stages times) {
    long moment = System.nanoTime();
    Optional<Portion> next = portions.next();
    times.waitedSince(moment);
    return next;
  }

  /** After memory was too small all is read row by row, and ever smaller rows are left out. */
  private ReadAhead.Portion portion(WorkerOptions options) {
    ReadAhead.Portion wanted = options.portion();
    return scarcity == 0
        ? wanted
        : wanted.oneByOne(Math.max(SMALLEST_LARGE_ROW, wanted.largest() >> (scarcity / 4)));
  }

  /** An SQL condition on the events that this node reads; empty for all. */
  private static String filter(Setting setting) {
    WorkerOptions.Scope scope = setting.options().scope();
    if (!scope.localOnly() || setting.handsOn()) {
      return "";
    }
    String tables =
        setting.route().tables().stream()
            .map(Identifier::literal)
            .collect(Collectors.joining(", "));
    return "ev_type like 'pgq.%' or ev_type like 'londiste.%'"
        // that a table must stop is no script of anybody's: nothing leaves that out
        + (scope.withoutScripts()
            ? " or (ev_type = 'EXECUTE' and ev_extra2 = 'need-schema=jlondiste')"
            : " or ev_type = 'EXECUTE'")
        + (tables.isEmpty() ? "" : " or ev_extra1 in (" + tables + ")");
  }

  /** The tables with a handler that wants to see their events. */
  private HandledTables handledTables(Setting setting, Batch batch) {
    Provider source = setting.source();
    List<HandledTables.Subject> subjects = new ArrayList<>();
    boolean inCharacters = source.passage().eventText() == EventText.CHARACTERS;
    for (ReplicatedTable table : setting.tables()) {
      if (table.local()) {
        setting
            .target()
            .handlers()
            .special(table.name(), table.attributes(), inCharacters)
            .ifPresent(
                handler ->
                    subjects.add(
                        new HandledTables.Subject(
                            table.name(),
                            table.destination(),
                            setting.route().destination(table.name().raw()).isPresent(),
                            handler)));
      }
    }
    return subjects.isEmpty()
        ? HandledTables.NONE
        : new HandledTables(
            subjects,
            new SourceJudge(source.session(), name -> nameAt(source, name)),
            new Occasion(batch.tick(), batch.tickTime(), inCharacters));
  }

  private TableName nameAt(Provider source, TableName name) {
    return new Tables(source.session(), queue)
        .find(name)
        .map(ReplicatedTable::destination)
        .orElse(name);
  }
}
