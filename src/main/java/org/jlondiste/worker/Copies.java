package org.jlondiste.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jlondiste.copy.Bell;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.copy.JointCopy;
import org.jlondiste.copy.KeptSessions;
import org.jlondiste.copy.Setbacks;
import org.jlondiste.copy.TableCopy;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.DoSync;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.model.TableState.WannaSync;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the copies of tables, meets them, and keeps their threads. */
final class Copies {
  private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration CANCEL_AGAIN = Duration.ofSeconds(1);

  private final LocalNode node;
  private final Map<TableName, Thread> threads = new HashMap<>();
  private final KeptSessions sessions = new KeptSessions();
  private final Bell bell = new Bell();
  private final Setbacks setbacks = new Setbacks();

  /** Tables that cannot be copied together with others. */
  private final Set<TableName> alone = ConcurrentHashMap.newKeySet();

  private long heard;
  private long listened;
  private volatile boolean lookedBehind;
  private volatile boolean stopping;

  Copies(LocalNode node) {
    this.node = node;
  }

  /** What the worker has to know about the copies before it goes on. */
  enum Progress {
    /** No table is being copied. */
    NONE,
    /** Copies are under way; the worker may go on. */
    UNDER_WAY,
    /** A copy is to meet the worker where it is; the worker must wait. */
    MEETING
  }

  /**
   * To be called before the tables are read that are to be tended: what moves later ends a wait.
   */
  void listen() {
    heard = bell.count();
    listened = System.nanoTime();
  }

  /**
   * Moves tables as far as the worker may.
   *
   * @param tables those that are not in sync
   * @param stopped tables to which nothing is applied
   * @param completed the tick at which the worker is
   * @param provider the provider's tables, asked for only if a copy may start
   */
  Progress tend(
      Session local,
      List<ReplicatedTable> tables,
      Set<TableName> stopped,
      TickId completed,
      int parallelCopies,
      CopyOptions options,
      Supplier<List<ReplicatedTable>> provider) {
    threads.values().removeIf(thread -> !thread.isAlive());
    Work work = Work.of(tables, stopped, completed, threads);
    alone.retainAll(work.unfinished());
    work.missing().forEach(table -> setbacks.forget(table.name()));
    Progress progress = work.progress();
    if (!work.near().isEmpty() && meet(local, work.near(), completed)) {
      progress = Progress.MEETING;
    }
    work.handOvers().stream()
        .filter(table -> !setbacks.isRestingShortly(table))
        .limit(Math.max(0, parallelCopies - work.meeting()))
        .forEach(table -> launch(table, options));
    int slots = parallelCopies - work.busy() - Math.max(0, work.waiting() - parallelCopies);
    if (slots > 0 && !(work.begun().isEmpty() && work.missing().isEmpty())) {
      List<ReplicatedTable> ready = new ArrayList<>(work.begun());
      if (!work.missing().isEmpty()) {
        Map<TableName, ReplicatedTable> there =
            provider.get().stream()
                .collect(Collectors.toMap(ReplicatedTable::name, Function.identity()));
        work.missing().stream().filter(table -> canStart(table, there)).forEach(ready::add);
      }
      ready.removeIf(table -> setbacks.isResting(table.name()));
      // one that fails over and over must not keep others waiting
      ready.sort(Comparator.comparing(table -> setbacks.concern(table.name())));
      if (launch(local, ready, slots, options) && progress == Progress.NONE) {
        progress = Progress.UNDER_WAY;
      }
    }
    if (work.unfinished().isEmpty()) {
      leaveBehindNothing(local, options);
    }
    if (progress == Progress.NONE && threads.isEmpty()) {
      sessions.clear();
    }
    return progress;
  }

  /** Waits until a copy has moved its table since {@link #listen}, at most as long as the limit. */
  void await(Duration limit) throws InterruptedException {
    // looking at many tables takes its time: it must not be all that is done
    Duration looking = Duration.ofNanos(System.nanoTime() - listened);
    Duration rest = looking.compareTo(limit) > 0 ? looking.multipliedBy(2) : limit;
    bell.await(heard, rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
  }

  /**
   * Breaks all copies off and waits until their threads have ended. They have some time to come to
   * a good place; after that what they do in the servers is cancelled, for it may be that they wait
   * for a lock, and without limit.
   */
  void stop() {
    stopping = true;
    bell.ring();
    try {
      if (!haveEnded(GRACE)) {
        LOG.info("Copies do not come to an end by themselves; what they do is cancelled");
        do {
          sessions.cancelAll();
        } while (!haveEnded(CANCEL_AGAIN));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    sessions.clear();
  }

  /** The same, and copies may be begun or gone on with afterwards. */
  void breakOff() {
    if (!threads.isEmpty()) {
      stop();
      threads.values().removeIf(thread -> !thread.isAlive());
      stopping = !threads.isEmpty();
    }
  }

  private boolean haveEnded(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads.values()) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  private boolean canStart(ReplicatedTable table, Map<TableName, ReplicatedTable> there) {
    if (threads.containsKey(table.name())) {
      return false;
    }
    if (table.attributes().containsKey("copy_node")) {
      return true;
    }
    ReplicatedTable candidate = there.get(table.name());
    if (candidate == null || !candidate.local()) {
      LOG.warn("Table {} not available on provider", table.name());
      return false;
    }
    if (!candidate.isInSync()) {
      LOG.info("Table {} not OK on provider, waiting", table.name());
    }
    return candidate.isInSync();
  }

  /**
   * Lets as many copies begin or go on as there are slots for; those of ordinary tables take a slot
   * together.
   *
   * @return true if any did
   */
  private boolean launch(
      Session local, List<ReplicatedTable> ready, int slots, CopyOptions options) {
    List<ReplicatedTable> single = new ArrayList<>();
    List<ReplicatedTable> joint = new ArrayList<>();
    for (ReplicatedTable table : ready) {
      Phase phase = table.state().phase();
      boolean fit =
          (phase == Phase.MISSING || phase == Phase.IN_COPY)
              && JointCopy.mayTake(table)
              && !alone.contains(table.name())
              && !setbacks.concern(table.name());
      (fit ? joint : single).add(table);
    }
    if (joint.size() == 1) {
      single.addAll(joint);
      joint.clear();
    }
    int left = slots;
    for (ReplicatedTable table : single) {
      // large tables must not keep many small ones waiting
      if (left == 0 || (left == 1 && !joint.isEmpty())) {
        break;
      }
      start(local, List.of(table));
      launch(table.name(), options);
      left--;
    }
    for (int from = 0; left > 0 && from < joint.size(); left--) {
      int share = (joint.size() - from + left - 1) / left;
      int to = Math.min(joint.size(), from + Math.min(JointCopy.MOST_TABLES, share));
      List<ReplicatedTable> together = joint.subList(from, to);
      start(local, together);
      List<TableName> names = together.stream().map(ReplicatedTable::name).toList();
      launch(
          names,
          new JointCopy(
              node,
              names,
              options,
              sessions,
              bell,
              () -> stopping,
              unfit -> {
                alone.addAll(unfit);
                lookedBehind = false;
              }));
      from = to;
    }
    return left < slots;
  }

  /** Begins those copies that are not begun. */
  private void start(Session local, List<ReplicatedTable> tables) {
    List<TableName> missing =
        tables.stream()
            .filter(table -> table.state().phase() == Phase.MISSING)
            .map(ReplicatedTable::name)
            .toList();
    if (!missing.isEmpty()) {
      local.transactionally(() -> TableCopy.start(local, node.queue(), missing));
      say(missing, new TableState.InCopy(), TableTransition.START_COPY);
    }
  }

  /** False if the operator asked for a fresh copy of one at this very moment. */
  private boolean meet(Session local, List<ReplicatedTable> near, TickId completed) {
    DoSync meeting = new DoSync(completed);
    Map<TableState, List<TableName>> byState =
        near.stream()
            .collect(
                Collectors.groupingBy(
                    ReplicatedTable::state,
                    LinkedHashMap::new,
                    Collectors.mapping(ReplicatedTable::name, Collectors.toList())));
    try {
      local.transactionally(
          () ->
              byState.forEach(
                  (state, names) ->
                      new Tables(local, node.queue())
                          .move(names, TableTransition.MEET, state, meeting)));
      say(near.stream().map(ReplicatedTable::name).toList(), meeting, TableTransition.MEET);
      bell.ring();
      return true;
    } catch (StateError e) {
      LOG.info("Tables {} are left for now: {}", byState.values(), e.problem());
      return false;
    }
  }

  private static void say(List<TableName> tables, TableState to, TableTransition transition) {
    if (tables.size() == 1) {
      LOG.info("Table {} status changed to '{}': {}", tables.get(0), to, transition.reason());
    } else {
      LOG.info("{} tables: status changed to '{}': {}", tables.size(), to, transition.reason());
    }
  }

  /** A process that died right after a hand-over has left the copy's consumers registered. */
  private void leaveBehindNothing(Session local, CopyOptions options) {
    if (lookedBehind && setbacks.isEmpty()) {
      return;
    }
    lookedBehind = true;
    Tables states = new Tables(local, node.queue());
    List<TableName> left =
        new Nodes(local)
            .consumers(node.queue()).stream()
                .flatMap(consumer -> TableCopy.tableOf(node.worker(), consumer.name()).stream())
                .filter(name -> states.find(name).filter(ReplicatedTable::isInSync).isPresent())
                .toList();
    setbacks.keepOnly(left);
    left.stream().filter(name -> !setbacks.isResting(name)).forEach(name -> launch(name, options));
  }

  private void launch(TableName table, CopyOptions options) {
    launch(
        List.of(table),
        new TableCopy(node, table, options, sessions, bell, setbacks, () -> stopping));
  }

  private void launch(List<TableName> tables, Runnable copy) {
    if (stopping || tables.stream().anyMatch(threads::containsKey)) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              copy.run();
              bell.ring();
            },
            "copy " + tables.get(0) + (tables.size() > 1 ? " and others" : ""));
    thread.setDaemon(true);
    tables.forEach(table -> threads.put(table, thread));
    thread.start();
  }

  /**
   * What there is to do about the tables that are not in sync.
   *
   * @param unfinished all of them, as far as copies can bring them on
   * @param missing nobody has begun to copy
   * @param begun copies to which nobody attends
   * @param near copies that the worker is to meet where it is
   * @param handOvers tables for which the worker waits, and to which nobody attends
   * @param busy how many threads copy
   * @param waiting how many threads wait for the worker, or make it wait
   * @param meeting how many of these make it wait
   */
  private record Work(
      Set<TableName> unfinished,
      List<ReplicatedTable> missing,
      List<ReplicatedTable> begun,
      List<ReplicatedTable> near,
      List<TableName> handOvers,
      int busy,
      int waiting,
      int meeting,
      Progress progress) {

    static Work of(
        List<ReplicatedTable> tables,
        Set<TableName> stopped,
        TickId completed,
        Map<TableName, Thread> threads) {
      Set<TableName> unfinished = new HashSet<>();
      List<ReplicatedTable> missing = new ArrayList<>();
      List<ReplicatedTable> begun = new ArrayList<>();
      List<ReplicatedTable> near = new ArrayList<>();
      List<TableName> handOvers = new ArrayList<>();
      Set<Thread> busy = new HashSet<>();
      Set<Thread> waiting = new HashSet<>();
      Set<Thread> meeting = new HashSet<>();
      Progress progress = Progress.NONE;
      for (ReplicatedTable table : tables) {
        Phase phase = table.state().phase();
        if (!table.local() || phase == Phase.OK) {
          continue;
        }
        if (phase == Phase.MISSING) {
          unfinished.add(table.name());
          missing.add(table);
          continue;
        }
        if (stopped.contains(table.name())) {
          continue;
        }
        unfinished.add(table.name());
        progress = progress == Progress.NONE ? Progress.UNDER_WAY : progress;
        Optional<Thread> thread = Optional.ofNullable(threads.get(table.name()));
        switch (phase) {
          case IN_COPY, CATCHING_UP -> thread.ifPresentOrElse(busy::add, () -> begun.add(table));
          case WANNA_SYNC -> {
            thread.ifPresent(waiting::add);
            if (table.state() instanceof WannaSync wanna && !completed.isBefore(wanna.reached())) {
              near.add(table);
            }
          }
          case DO_SYNC -> {
            progress = Progress.MEETING;
            thread.ifPresent(waiting::add);
            thread.ifPresentOrElse(meeting::add, () -> handOvers.add(table.name()));
          }
          case MISSING, OK -> throw new IllegalStateException(phase.toString());
        }
      }
      waiting.removeAll(busy);
      return new Work(
          unfinished,
          missing,
          begun,
          near,
          handOvers,
          busy.size(),
          waiting.size(),
          meeting.size(),
          progress);
    }
  }
}
