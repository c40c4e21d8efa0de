package org.jlondiste.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.apply.Applier;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.StageTimes;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Subscription.Wish;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jlondiste.topology.UnsettledCopies;
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
  private static final TableName STOPPED = new TableName("jlondiste", "stopped_table");
  private static final Sql LOCK = Sql.of(Worker.class, "lock_node.sql");

  private final LocalNode node;
  private final RootDuties rootDuties;
  private final RootCare rootCare;
  private final Copies copies;
  private final Restraint restraint = new Restraint();
  private final StageTimes times = new StageTimes();
  private final StageNotes stageNotes;
  private final SourceWatch sourceWatch;
  private final GlobalWatermark globalWatermark;
  private final BatchReplay replay;
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
  private boolean foreignKeysMayBeDue = true;

  public Worker(LocalNode node, WorkerOptions options) {
    this.node = node;
    this.options = options;
    this.rootDuties = new RootDuties(node.queue());
    this.rootCare = new RootCare(node);
    this.copies = new Copies(node);
    this.sourceWatch = new SourceWatch(node, restraint);
    this.globalWatermark = new GlobalWatermark(node);
    this.replay = new BatchReplay(node.queue(), globalWatermark, times, restraint);
    this.stageNotes = new StageNotes(node.queue(), times);
  }

  /** Works on by other options from the next step on. */
  public void configure(WorkerOptions changed) {
    boolean readsOtherwise = !changed.sourceEncoding().equals(options.sourceEncoding());
    options = changed;
    Target target = local;
    if (target != null) {
      local = new Target(target.session(), shelf(target.session()), target.combined());
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
   * @throws StateError if the database holds no such node, or not our schema
   */
  public void connect() {
    try (Session session = node.open("worker " + node.worker())) {
      NodeInfo info = new Nodes(session).node(node.queue());
      if (!Relations.exist(session, STOPPED)) {
        throw new StateError(
            session.target() + " lacks schema jlondiste: this node was made by Londiste itself",
            "give 'create-root', 'create-branch' or 'create-leaf' again with the node's name and"
                + " connect string: that adds the schema, and changes nothing else");
      }
      if (!info.isRoot()) {
        refuseUnsettled(session);
      }
    }
    new ConsumerRecord(target().session(), node.queue(), node.worker()).state();
  }

  /**
   * Which changes Londiste's worker would leave out because a copy holds them, only it can tell.
   */
  private void refuseUnsettled(Session session) {
    UnsettledCopies unsettled = UnsettledCopies.of(session, node.queue());
    if (!unsettled.isEmpty()) {
      throw new StateError(
          "Londiste's worker was not done with the copies of " + unsettled.names(),
          "start it again, and let it go on until londiste.table_info shows merge_state 'ok' and no"
              + " custom_snapshot for them; or end its copies, and copy afresh with 'resync'");
    }
  }

  private HandlerShelf shelf(Session session) {
    return new HandlerShelf(options.handlers(), new SessionQuery(session));
  }

  /** Does one step. */
  public Step step() {
    Target target = target();
    Session session = target.session();
    if (!hasLock && !takeLock(session)) {
      return Step.STANDBY;
    }
    ConsumerRecord record = new ConsumerRecord(session, node.queue(), node.worker());
    copies.listen();
    // a root, which ticks often, needs no more than its state
    Overview overview = root ? null : Overview.of(session, record, node.queue());
    boolean looksForTicks = root && !replica && rootDuties.looksForTicks(options);
    // one way to the server for what it takes: an idle root does nothing else
    Optional<ConsumerRecord.Turn> turn =
        looksForTicks ? Optional.of(record.stateAndTick()) : Optional.empty();
    ConsumerState state =
        turn.map(ConsumerRecord.Turn::state)
            .orElseGet(() -> overview == null ? record.state() : overview.state());
    if (state.paused() && target.combined().isPresent()) {
      // who pauses it counts on it that nothing is written for the combined queue
      copies.breakOff();
    }
    // before it is told that nothing is written any more
    if (state.paused() && !rootCare.stop()) {
      return Step.IDLE;
    }
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
      rootCare.start(options.ticks());
      Optional<Boolean> ticked = turn.map(ConsumerRecord.Turn::ticked);
      if (!rootDuties.step(session, options, ticked)) {
        return Step.IDLE;
      }
      session.refreshPlans();
      return Step.WORKED;
    }
    rootCare.stop();
    if (!replica) {
      CombinedQueue.settleCapture(session, node.queue());
      node.becomeReplica(session);
      replica = true;
    }
    Step step =
        follow(
            target,
            record,
            overview == null ? Overview.of(session, record, node.queue()) : overview);
    sendWatermark(session, state);
    stageNotes.noteIfDue(session);
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
    rootCare.stop();
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
    leave();
    disconnect();
  }

  /** Notes that nobody works for the node any more, and where the time went. */
  private void leave() {
    Target target = local;
    if (hasLock && target != null) {
      stageNotes.note(target.session());
      try {
        new Attendance(target.session(), node.queue()).leave();
      } catch (UserError e) {
        LOG.debug("cannot note where the worker leaves: {}", e.problem());
      }
    }
  }

  private Step follow(Target target, ConsumerRecord record, Overview atFirst) {
    Overview overview = atFirst;
    Session session = target.session();
    ConsumerState state = overview.state();
    Provider current = providerFor(state);
    Optional<CombinedQueue> fed =
        target.combined().filter(combined -> combined.isRootHere(session));
    if (target.combined().isPresent()) {
      if (new DoneElsewhere(session, node.queue(), options, globalWatermark)
          .catchUp(current.session(), current.subscription(), state)) {
        return Step.WORKED;
      }
      if (fed.isEmpty()) {
        // all else comes with the combined queue
        copies.breakOff();
        return Step.IDLE;
      }
    }
    fed.ifPresent(
        combined ->
            combined.feed(
                session,
                state.completedTick(),
                new Tables(session, node.queue()).list(),
                atFirst.stopped()));
    sourceWatch.follow(session, current.location(), options.sparing().limits());
    if (state.nodeType() == NodeType.BRANCH) {
      tendQueue(session, current, state);
    }
    Copies.Progress progress =
        copies.tend(
            session,
            overview.unfinished(),
            overview.stopped(),
            state.completedTick(),
            restraint.share() < 1 ? 1 : options.copies().tables(),
            options.copy(restraint, times),
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
      overview = overview.refreshed(session, node.queue());
    }
    Meetings meetings = overview.meetings();
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
    Restraint.Pauses pauses = restraint.pauses();
    if (batch.previousTick().equals(state.completedTick())) {
      // nobody but the worker lets a table meet it, so that since the look at the copies none is ok
      // at a tick ahead of this batch
      List<ReplicatedTable> tables = new Tables(session, node.queue()).list();
      BatchReplay.Setting setting =
          new BatchReplay.Setting(
              target,
              current,
              state.nodeType(),
              options,
              tables,
              new Route(tables, overview.stopped(), overview.merged()),
              fed);
      if (!replay.replay(setting, record, batch)) {
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
    session.refreshPlans();
    current.session().refreshPlans();
    long applied = System.nanoTime();
    current.subscription().finish(batch);
    restraint.noteCommit(Duration.ofNanos(System.nanoTime() - applied));
    pauses.pause();
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
      upkeep.passIfDue(session, () -> false);
    }
  }

  /** Behind, it is about half the way at a time: few transactions, and the way is short soon. */
  private Optional<Batch> nextBatch(
      Subscription subscription, TickId completed, boolean everyTick) {
    WorkerOptions.Batches wanted = options.batches();
    Optional<Batch> next;
    if (behind && !everyTick && wanted.areFree()) {
      next = subscription.nextBatchOfBacklog(completed, wanted.leastEvents());
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
        everyTick
            ? new Wish(0, Optional.empty(), wanted.keepLag())
            : new Wish(wanted.collectEvents(), wanted.collectInterval(), wanted.keepLag()));
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
      target =
          new Target(
              session,
              shelf(session),
              new Nodes(session)
                  .node(node.queue())
                  .combinedQueue()
                  .map(combined -> new CombinedQueue(combined, node.queue())));
      local = target;
      new Ticks(session, node.queue()).listen();
    }
    return target;
  }

  private boolean takeLock(Session session) {
    hasLock = session.row(LOCK.with("queue", node.queue())).bool("locked");
    if (hasLock) {
      waitingAnnounced = false;
      new Attendance(session, node.queue()).come();
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
