package org.jlondiste.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.DecodingError;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.MergedTable;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.StoppedTables;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandledTables;
import org.jlondiste.handler.HandlerFailure;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.HandlerTask;
import org.jlondiste.handler.Occasion;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.SourceJudge;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.ReadAhead;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Subscription.Wish;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works for one node: a step takes the next batch of the provider and applies it, in one
 * transaction with the node's position; on a root it ticks and publishes. A lock in the node's
 * database sees to it that only one worker works for a node; others wait.
 *
 * <p>For one thread.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration CATALOG_MEMORY = Duration.ofSeconds(5);
  private static final long SMALLEST_LARGE_ROW = 1024 * 1024;
  private static final TickId LAST_TICK = new TickId(Long.MAX_VALUE);
  private static final Sql LOCK = Sql.of(Worker.class, "lock_node.sql");

  private final LocalNode node;
  private final RootDuties rootDuties;
  private final Copies copies;
  private final Restraint restraint = new Restraint();
  private final SourceWatch sourceWatch;
  private final GlobalWatermark globalWatermark;
  private final Upkeep upkeep = new Upkeep();
  private WorkerOptions options;
  private @Nullable Target local;
  private @Nullable Provider provider;
  private boolean hasLock;
  private boolean waitingAnnounced;
  private boolean behind;
  private boolean root;
  private boolean replica;
  private boolean queueIsComplete;
  private long watermarkSent;
  private long catalogRead;
  private boolean foreignKeysMayBeDue = true;
  private @Nullable Stages stages;

  /** How often in succession memory was too small for a batch. */
  private int scarcity;

  /** The session to the node's own database and what belongs to it. */
  private record Target(Session session, HandlerShelf handlers) {}

  /** The session to the provider and what belongs to it. */
  private record Provider(
      String location,
      Session session,
      Subscription subscription,
      TextPassage passage,
      Applier applier) {}

  public Worker(LocalNode node, WorkerOptions options) {
    this.node = node;
    this.options = options;
    this.rootDuties = new RootDuties(node.queue());
    this.copies = new Copies(node);
    this.sourceWatch = new SourceWatch(node, restraint);
    this.globalWatermark = new GlobalWatermark(node);
  }

  /** Works on by other options from the next step on. */
  public void configure(WorkerOptions changed) {
    boolean readsOtherwise = !changed.sourceEncoding().equals(options.sourceEncoding());
    options = changed;
    Target target = local;
    if (target != null) {
      local = new Target(target.session(), shelf(target.session()));
    }
    Provider current = provider;
    if (readsOtherwise && current != null) {
      provider = null;
      current.session().close();
    }
  }

  /**
   * Connects to the node's database.
   *
   * @throws StateError if the database holds no such node
   */
  public void connect() {
    try (Session session = node.open("worker " + node.worker())) {
      refuseCombined(new Nodes(session).node(node.queue()));
    }
    new ConsumerRecord(target().session(), node.queue(), node.worker()).state();
  }

  private HandlerShelf shelf(Session session) {
    return new HandlerShelf(options.handlers(), new SessionQuery(session));
  }

  /** What a combined queue should get would be lost in silence. */
  private static void refuseCombined(NodeInfo info) {
    if (info.combinedQueue().isPresent()) {
      throw new StateError(
          "node "
              + info.name()
              + " is to feed queue "
              + info.combinedQueue().get()
              + ", which this worker cannot do",
          "create the leaf without --merge: leafs of several queues can fill the same tables with"
              + " 'add-table --merge-all'");
    }
  }

  /** Does one step. */
  public Step step() {
    Target target = target();
    Session session = target.session();
    if (!hasLock && !takeLock(session)) {
      return Step.STANDBY;
    }
    ConsumerRecord record = new ConsumerRecord(session, node.queue(), node.worker());
    ConsumerState state = record.state();
    if (!state.uptodate()) {
      record.setUptodate(true);
    }
    if (state.paused()) {
      return Step.PAUSED;
    }
    if (state.error().isPresent()) {
      record.setError(null);
    }
    root = state.nodeType() == NodeType.ROOT;
    if (root && replica) {
      becomeRoot();
      return Step.WORKED;
    }
    if (root) {
      return rootDuties.step(session, options) ? Step.WORKED : Step.IDLE;
    }
    if (!replica) {
      node.becomeReplica(session);
      replica = true;
    }
    Step step = follow(target, record, state);
    sendWatermark(session, state);
    return step;
  }

  /** What a worker that followed others has open is not for a root; all is opened anew. */
  private void becomeRoot() {
    LOG.info("the node is the root now");
    disconnect();
  }

  /** Waits until there may be news, at most as long as the limit. */
  public void awaitNews(Duration limit) {
    Provider current = provider;
    if (current != null && hasLock) {
      current.session().awaitNotification(limit);
      return;
    }
    Target target = local;
    if (target != null) {
      target.session().awaitNotification(limit);
    }
  }

  /** Waits until a copy needs the worker, at most as long as the limit. */
  public void awaitCopies(Duration limit) throws InterruptedException {
    copies.await(limit);
  }

  /** How long the worker may wait although nothing is new: a root must tick. */
  public Duration patience() {
    return root && options.ticks() ? rootDuties.patience() : Duration.ofDays(1);
  }

  /** Notes in the node's database what keeps the worker from going on. */
  public void recordError(String problem) {
    if (hasLock) {
      new ConsumerRecord(target().session(), node.queue(), node.worker()).setError(problem);
    }
  }

  /** Forgets all connections; the next step opens new ones. */
  public void disconnect() {
    Provider formerProvider = provider;
    provider = null;
    if (formerProvider != null) {
      formerProvider.session().close();
    }
    Target formerTarget = local;
    local = null;
    hasLock = false;
    replica = false;
    queueIsComplete = false;
    if (formerTarget != null) {
      formerTarget.session().close();
    }
  }

  @Override
  public void close() {
    copies.stop();
    sourceWatch.stop();
    disconnect();
  }

  private Step follow(Target target, ConsumerRecord record, ConsumerState state) {
    Session session = target.session();
    List<ReplicatedTable> tables = new Tables(session, node.queue()).list();
    Set<TableName> stopped = new StoppedTables(session, node.queue()).list();
    Provider current = providerFor(state);
    sourceWatch.follow(session, current.location(), options.sparing().limits());
    if (state.nodeType() == NodeType.BRANCH) {
      tendQueue(session, current, state);
    }
    Copies.Progress progress =
        copies.tend(
            session,
            tables,
            stopped,
            state.completedTick(),
            restraint.share() < 1 ? 1 : options.copies().tables(),
            options.copy(restraint),
            () -> new Tables(current.session(), node.queue()).list());
    if (progress == Copies.Progress.MEETING) {
      foreignKeysMayBeDue = true;
      return Step.MEETING;
    }
    if (progress == Copies.Progress.UNDER_WAY) {
      foreignKeysMayBeDue = true;
    } else if (foreignKeysMayBeDue) {
      new PendingForeignKeys(session, node.queue()).restore();
      foreignKeysMayBeDue = false;
    }
    Meetings meetings = Meetings.of(session, node.queue());
    if (meetings.isAt(state.completedTick())) {
      return Step.MEETING;
    }
    boolean everyTick =
        state.nodeType() == NodeType.BRANCH || meetings.isAheadOf(state.completedTick());
    Optional<Batch> next = nextBatch(current.subscription(), state.completedTick(), everyTick);
    if (next.isEmpty()) {
      behind = false;
      return progress == Copies.Progress.UNDER_WAY ? Step.COPYING : Step.IDLE;
    }
    Batch batch = next.get();
    long begun = System.nanoTime();
    if (batch.previousTick().equals(state.completedTick())) {
      if (!applyOrStop(
          target,
          record,
          state.nodeType(),
          current,
          batch,
          new Route(tables, stopped, MergedTable.of(session, node.queue())),
          tables)) {
        return Step.WORKED;
      }
    } else if (!batch.tick().equals(state.completedTick())) {
      throw new StateError(
          "lost position: the provider offers ticks "
              + batch.previousTick()
              + " to "
              + batch.tick()
              + ", this node is at "
              + state.completedTick(),
          "'worker --rewind' asks the provider for the changes since tick "
              + state.completedTick());
    }
    long applied = System.nanoTime();
    current.subscription().finish(batch);
    restraint.noteCommit(Duration.ofNanos(System.nanoTime() - applied));
    restraint.rest(Duration.ofNanos(System.nanoTime() - begun));
    return Step.WORKED;
  }

  /** Before anybody is made to wait for this branch, its queue must be complete. */
  private void tendQueue(Session session, Provider provider, ConsumerState state) {
    if (!queueIsComplete) {
      new LocalQueue(session, node.queue(), provider.passage())
          .complete(provider.session(), state.completedTick());
      queueIsComplete = true;
    }
    if (options.ticks()) {
      upkeep.passIfDue(session);
    }
  }

  /** Behind, it is about half the way at a time: few transactions, and the way is short soon. */
  private Optional<Batch> nextBatch(
      Subscription subscription, TickId completed, boolean everyTick) {
    WorkerOptions.Batches wanted = options.batches();
    Optional<Batch> next;
    if (behind && !everyTick && wanted.keepLag().isEmpty() && wanted.collectInterval().isEmpty()) {
      next = subscription.nextBatchUpTo(completed, LAST_TICK, wanted.leastEvents());
    } else {
      next = inOneGo(subscription, everyTick);
    }
    behind = next.isPresent();
    return next;
  }

  private Optional<Batch> inOneGo(Subscription subscription, boolean everyTick) {
    WorkerOptions.Batches wanted = options.batches();
    if (behind && !everyTick) {
      Optional<Batch> large =
          subscription.nextBatch(
              new Wish(wanted.leastEvents(), Optional.empty(), wanted.keepLag()));
      if (large.isPresent()) {
        return large;
      }
    }
    return subscription.nextBatch(
        new Wish(0, everyTick ? Optional.empty() : wanted.collectInterval(), wanted.keepLag()));
  }

  /** An SQL condition on the events that this node reads; empty for all. */
  private String filter(NodeType type, Route route) {
    WorkerOptions.Scope scope = options.scope();
    if (!scope.localOnly() || type == NodeType.BRANCH) {
      return "";
    }
    String tables =
        route.tables().stream().map(Identifier::literal).collect(Collectors.joining(", "));
    return "ev_type like 'pgq.%' or ev_type like 'londiste.%'"
        // that a table must stop is no script of anybody's: nothing leaves that out
        + (scope.withoutScripts()
            ? " or (ev_type = 'EXECUTE' and ev_extra2 = 'need-schema=jlondiste')"
            : " or ev_type = 'EXECUTE'")
        + (tables.isEmpty() ? "" : " or ev_extra1 in (" + tables + ")");
  }

  /** False if a table had to be stopped; then nothing of the batch was applied. */
  private boolean applyOrStop(
      Target target,
      ConsumerRecord record,
      NodeType type,
      Provider source,
      Batch batch,
      Route route,
      List<ReplicatedTable> tables) {
    Session session = target.session();
    try {
      Portion.Handling handling =
          new Portion.Handling(
              handled(target, tables, route, source, batch), type == NodeType.BRANCH);
      session.transactionally(() -> apply(target, record, type, source, batch, route, handling));
      scarcity = 0;
      Stages done = stages;
      if (done != null) {
        done.committed();
      }
      return true;
    } catch (ApplyConflict e) {
      stop(session, route.registered(e.table()), batch, e.eventId(), e);
      source.applier().forgetAll();
      return false;
    } catch (HandlerFailure e) {
      stop(session, e.table(), batch, e.eventId(), e);
      source.applier().forgetAll();
      return false;
    } catch (DecodingError e) {
      String table = e.table();
      if (table == null) {
        throw e;
      }
      stop(session, TableName.ofRaw(table), batch, e.eventId(), e);
      return false;
    } catch (DatabaseError e) {
      if (isOutOfMemory(e)) {
        scarcity++;
      }
      throw e;
    } catch (OutOfMemoryError e) {
      scarcity++;
      throw new StateError(
          "the changes up to tick "
              + batch.tick()
              + " do not fit into the memory of this process, "
              + Runtime.getRuntime().maxMemory() / (1024 * 1024)
              + " MB",
          "they are tried again row by row, and a table with a row that is too large is stopped;"
              + " to apply such rows give it more memory, as JLONDISTE_OPTS=-Xmx2g");
    }
  }

  /** The tables with a handler that wants to see their events. */
  private HandledTables handled(
      Target target, List<ReplicatedTable> tables, Route route, Provider source, Batch batch) {
    List<HandledTables.Subject> subjects = new ArrayList<>();
    boolean inCharacters = source.passage().eventText() == EventText.CHARACTERS;
    for (ReplicatedTable table : tables) {
      if (table.local()) {
        target
            .handlers()
            .special(table.name(), table.attributes(), inCharacters)
            .ifPresent(
                handler ->
                    subjects.add(
                        new HandledTables.Subject(
                            table.name(),
                            table.destination(),
                            route.destination(table.name().raw()).isPresent(),
                            handler)));
      }
    }
    return subjects.isEmpty()
        ? HandledTables.NONE
        : new HandledTables(
            subjects,
            new SourceJudge(source.session(), name -> nameAt(source, name)),
            new Occasion(batch.tick(), batch.tickTime()));
  }

  private TableName nameAt(Provider source, TableName name) {
    return new Tables(source.session(), node.queue())
        .find(name)
        .map(ReplicatedTable::destination)
        .orElse(name);
  }

  private static boolean isOutOfMemory(Throwable error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /** After memory was too small all is read row by row, and ever smaller rows are left out. */
  private ReadAhead.Portion portion() {
    ReadAhead.Portion wanted = options.portion();
    return scarcity == 0
        ? wanted
        : wanted.oneByOne(Math.max(SMALLEST_LARGE_ROW, wanted.largest() >> (scarcity / 4)));
  }

  private void stop(Session session, TableName table, Batch batch, long eventId, UserError cause) {
    LOG.error("Table {} stops: {} (hint: {})", table, cause.problem(), cause.hint());
    new StoppedTables(session, node.queue())
        .stop(table, batch.previousTick(), eventId, cause.problem());
  }

  private void apply(
      Target target,
      ConsumerRecord record,
      NodeType type,
      Provider source,
      Batch batch,
      Route route,
      Portion.Handling handling) {
    record.advance(batch.previousTick(), batch.tick());
    Session session = target.session();
    Applier applier = source.applier();
    Instructions instructions = new Instructions(session, node.queue(), options, globalWatermark);
    LocalQueue localQueue = new LocalQueue(session, node.queue(), source.passage());
    ChangeDecoder decoder = new ChangeDecoder(source.passage().eventText());
    Stages times = new Stages(batch);
    stages = times;
    long now = System.nanoTime();
    if (now - catalogRead > CATALOG_MEMORY.toNanos()) {
      // columns may come to a table here without an error to tell of it
      applier.forgetAll();
      catalogRead = now;
    }
    Map<TableName, TableName> renamed = Map.of();
    applier.begin();
    try (ReadAhead<Portion> portions =
        new ReadAhead<>(
            source.session(),
            source.subscription(),
            batch,
            filter(type, route),
            portion(),
            list -> decoded(list, route, handling, decoder, applier, times))) {
      for (Optional<Portion> next = next(portions, times);
          next.isPresent();
          next = next(portions, times)) {
        Portion portion = next.get();
        times.took(portion.events().size());
        for (Portion.Part part : portion.parts()) {
          if (part.piece().isPresent()) {
            Piece piece = part.piece().get();
            applier.applyPart(
                renamed.isEmpty() ? piece : piece.withTables(renamed), ApplyMode.STRICT);
          } else {
            HandlerTask.doAll(session, part.tasks());
            for (Event event : part.instructions()) {
              if (instructions.follow(event, type)) {
                applier.forgetAll();
                renamed = route.renamed(new Tables(session, node.queue()).list());
              }
            }
          }
        }
        if (type == NodeType.BRANCH) {
          localQueue.write(portion.handedOn());
        }
      }
      applier.complete();
      times.applied(portions);
    }
    if (type == NodeType.BRANCH) {
      localQueue.tick(batch);
    }
  }

  private static Portion decoded(
      List<Event> events,
      Route route,
      Portion.Handling handling,
      ChangeDecoder decoder,
      Applier applier,
      Stages times) {
    long moment = System.nanoTime();
    Portion portion = Portion.of(events, route, handling, decoder, applier::prepare);
    times.decodedSince(moment);
    return portion;
  }

  private static Optional<Portion> next(ReadAhead<Portion> portions, Stages times) {
    long moment = System.nanoTime();
    Optional<Portion> next = portions.next();
    times.waitedSince(moment);
    return next;
  }

  private void sendWatermark(Session session, ConsumerState state) {
    Provider current = provider;
    long now = System.nanoTime();
    if (current == null
        || (watermarkSent != 0 && now - watermarkSent < options.periods().watermark().toNanos())) {
      return;
    }
    watermarkSent = now;
    new Watermark(session, node.queue()).sendTo(current.session(), state.nodeName());
    if (state.nodeType() == NodeType.BRANCH) {
      globalWatermark.share(session);
    }
  }

  private Target target() {
    Target target = local;
    if (target == null) {
      Session session = node.open("worker " + node.worker());
      target = new Target(session, shelf(session));
      local = target;
      new Ticks(session, node.queue()).listen();
    }
    return target;
  }

  private boolean takeLock(Session session) {
    hasLock = session.row(LOCK.with("queue", node.queue())).bool("locked");
    if (hasLock) {
      waitingAnnounced = false;
    } else if (!waitingAnnounced) {
      LOG.info("another worker works for this node; waiting as a standby");
      waitingAnnounced = true;
    }
    return hasLock;
  }

  /** A branch hands on what it got, in words that only its own encoding explains. */
  private static void checkPassage(Session session, ConsumerState state, TextPassage passage) {
    if (state.nodeType() == NodeType.BRANCH && !passage.isBetweenAlike()) {
      session.close();
      throw new StateError(
          "a branch must have the encoding of its provider, here it is " + passage,
          "create the node anew as a leaf, or in a database of the provider's encoding");
    }
  }

  private Provider providerFor(ConsumerState state) {
    Provider current = provider;
    if (current != null && current.location().equals(state.providerLocation())) {
      return current;
    }
    if (current != null) {
      current.session().close();
      provider = null;
    }
    Session session = node.openRemote(state.providerLocation(), "worker " + node.worker());
    new Ticks(session, node.queue()).listen();
    Session here = target().session();
    TextPassage passage = TextPassage.between(session, here, options.sourceEncoding());
    checkPassage(session, state, passage);
    Provider opened =
        new Provider(
            state.providerLocation(),
            session,
            new Subscription(session, node.queue(), node.worker()),
            passage,
            new Applier(here, passage));
    provider = opened;
    return opened;
  }
}
