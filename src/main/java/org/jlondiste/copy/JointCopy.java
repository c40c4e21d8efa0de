package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.DoSync;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.MissingRight;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Subscriptions;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerPositions;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes many small tables from {@code in-copy} to {@code ok} together, each step for all of them,
 * in a thread of its own. Whatever is out of the ordinary ends it: what it has done until then is
 * what a {@link TableCopy} of each table would have done, and these go on from it.
 */
public final class JointCopy implements Runnable {
  /** So many tables are locked at a time, at most. */
  public static final int MOST_TABLES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(JointCopy.class);
  private static final Sql BEGUN = Sql.of(JointCopy.class, "begun_copies.sql");
  private static final Sql FORGET_READERS = Sql.of(JointCopy.class, "forget_readers.sql");

  /** A larger table is worth a copy of its own. */
  private static final long MOST_BYTES = 1024 * 1024;

  /** All together may be so large: they are read under one snapshot. */
  private static final long MOST_BYTES_TOGETHER = 16L * 1024 * 1024;

  private static final long MOST_SECONDS = 5;

  private final LocalNode node;
  private final List<TableName> tables;
  private final CopyOptions options;
  private final KeptSessions sessions;
  private final Bell bell;
  private final BooleanSupplier stopping;
  private final Consumer<Collection<TableName>> unfit;

  /**
   * @param tables their names in the set
   * @param sessions left by earlier copies of the node
   * @param bell rung whenever the tables have moved
   * @param stopping tells when to break off
   * @param unfit is told which tables must be copied by themselves
   */
  public JointCopy(
      LocalNode node,
      List<TableName> tables,
      CopyOptions options,
      KeptSessions sessions,
      Bell bell,
      BooleanSupplier stopping,
      Consumer<Collection<TableName>> unfit) {
    this.node = node;
    this.tables = List.copyOf(tables);
    this.options = options;
    this.sessions = sessions;
    this.bell = bell;
    this.stopping = stopping;
    this.unfit = unfit;
  }

  /** True if there is nothing special about a table that is known beforehand. */
  public static boolean mayTake(ReplicatedTable table) {
    return table.attributes().isEmpty();
  }

  @Override
  public void run() {
    try {
      sessions.lend("", () -> TableCopy.openTarget(node, "copy"), this::copyInto);
    } catch (InterruptionError e) {
      LOG.debug("copy of {} tables breaks off: {}", tables.size(), e.problem());
    } catch (UserError e) {
      if (!stopping.getAsBoolean()) {
        LOG.info("{} tables are copied one by one now: {}", tables.size(), e.problem());
        unfit.accept(tables);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("copy of {} tables crashed; they are copied one by one now", tables.size(), e);
      unfit.accept(tables);
    }
  }

  private boolean copyInto(Session target) {
    ConsumerState worker = new ConsumerRecord(target, node.queue(), node.worker()).state();
    return sessions.lend(
        worker.providerLocation(),
        () -> node.openRemote(worker.providerLocation(), "copy"),
        source -> {
          Map<TableName, ReplicatedTable> fit = fit(source, target, worker);
          if (fit.size() > 1) {
            new Party(source, target, worker, fit).copy();
          } else {
            unfit.accept(tables);
          }
          return true;
        });
  }

  /** Those that can be copied together, by their names in the set. */
  private Map<TableName, ReplicatedTable> fit(
      Session source, Session target, ConsumerState worker) {
    Map<TableName, ReplicatedTable> fit = new LinkedHashMap<>();
    new Tables(target, node.queue())
        .find(tables).stream()
            .filter(table -> table.local() && table.state().phase() == Phase.IN_COPY)
            .filter(JointCopy::mayTake)
            .forEach(table -> fit.put(table.name(), table));
    for (Row row :
        target.rows(
            BEGUN
                .with("queue", node.queue())
                .with("tables", raw(fit.keySet()))
                .with("worker", node.worker())
                .with("provider", worker.providerNode()))) {
      fit.remove(TableName.ofRaw(row.text("table_name")));
    }
    Set<TableName> merged = MergedTable.of(target, node.queue());
    fit.values().removeIf(table -> merged.contains(table.destination()));
    Map<TableName, TargetTable> into = targets(target, fit);
    fit.keySet().removeIf(name -> !into.containsKey(name) || !into.get(name).isPlain());

    Map<TableName, TableName> sourceNames = namesAtSource(source, fit.keySet());
    fit.keySet().retainAll(sourceNames.keySet());
    if (fit.isEmpty()) {
      return fit;
    }
    Map<TableName, SourceTable> from = lockedSources(source, sourceNames);
    fit.keySet().removeIf(name -> !from.containsKey(name) || !isSmall(from.get(name)));
    List<TableName> others = new ArrayList<>(tables);
    others.removeAll(fit.keySet());
    unfit.accept(others);

    long together = 0;
    for (TableName name : List.copyOf(fit.keySet())) {
      together += Objects.requireNonNull(from.get(name)).expectedBytes();
      if (together > mostBytesTogether()) {
        // its turn comes with the next ones
        fit.remove(name);
      }
    }
    return fit;
  }

  /** The snapshot of the source must not last long, whatever rate is allowed. */
  private long mostBytesTogether() {
    return options.bytesPerSecond() <= 0
        ? MOST_BYTES_TOGETHER
        : Math.min(MOST_BYTES_TOGETHER, MOST_SECONDS * options.bytesPerSecond());
  }

  private boolean isSmall(SourceTable table) {
    return table.isPlain()
        && table.expectedBytes() <= MOST_BYTES
        && (options.chunkRows() <= 0 || !table.mayHold(options.chunkRows()));
  }

  /** Reads the catalog of the source without waiting for anybody who keeps a table locked. */
  private static Map<TableName, SourceTable> lockedSources(
      Session source, Map<TableName, TableName> names) {
    return source.transaction(
        () -> {
          lockToRead(source, names.values());
          return sources(source, names);
        });
  }

  private static void lockToRead(Session source, Collection<TableName> names) {
    source.execute(
        names.stream()
            .map(name -> "only " + name.quoted())
            .collect(Collectors.joining(", ", "lock table ", " in access share mode nowait")));
  }

  /** The source's tables by their names in the set. */
  private static Map<TableName, SourceTable> sources(
      Session source, Map<TableName, TableName> names) {
    Map<TableName, SourceTable> found = SourceTable.read(source, List.copyOf(names.values()));
    Map<TableName, SourceTable> sources = new LinkedHashMap<>();
    names.forEach(
        (registered, name) -> {
          SourceTable table = found.get(name);
          if (table != null) {
            sources.put(registered, table);
          }
        });
    return sources;
  }

  /** The names that tables have on the source; without those that it cannot give now. */
  private Map<TableName, TableName> namesAtSource(Session source, Collection<TableName> names) {
    Set<TableName> stopped = Loading.stoppedOn(source, node.queue());
    Map<TableName, TableName> there = new LinkedHashMap<>();
    for (ReplicatedTable table : new Tables(source, node.queue()).find(names)) {
      if (table.isInSync() && !stopped.contains(table.name())) {
        there.put(table.name(), table.destination());
      }
    }
    return there;
  }

  private Map<TableName, TargetTable> targets(
      Session target, Map<TableName, ReplicatedTable> members) {
    Map<TableName, TableName> names = new LinkedHashMap<>();
    members.forEach((name, table) -> names.put(name, table.destination()));
    return TargetTable.find(target, node.queue(), names);
  }

  private static List<String> raw(Collection<TableName> names) {
    return names.stream().map(TableName::raw).toList();
  }

  /** Tables that go all the way together, between two databases. */
  private final class Party {
    private final Session source;
    private final Session target;
    private final ConsumerState worker;
    private final Map<TableName, ReplicatedTable> members;
    private final String what;
    private final Tables states;
    private final ConsumerPositions positions;
    private final Subscriptions subscriptions;
    private final Subscription reader;
    private final TextPassage passage;

    Party(
        Session source,
        Session target,
        ConsumerState worker,
        Map<TableName, ReplicatedTable> members) {
      this.source = source;
      this.target = target;
      this.worker = worker;
      this.members = members;
      this.what = members.size() + " tables";
      List<String> consumers =
          members.keySet().stream()
              .map(name -> TableCopy.consumerName(node.worker(), name))
              .toList();
      this.states = new Tables(target, node.queue());
      this.positions = new ConsumerPositions(target, node.queue(), consumers);
      this.subscriptions = new Subscriptions(source, node.queue(), consumers);
      this.reader = new Subscription(source, node.queue(), consumers.get(0));
      this.passage = TextPassage.between(source, target, options.sourceEncoding());
    }

    void copy() {
      LOG.info("Starting full copy of {}: {}", what, members.keySet());
      long begun = System.nanoTime();
      TickId start = new Ticks(source, node.queue()).last();
      Map<TableName, TableName> names = keepChanges(start);
      Map<TableName, TargetTable> into = targets(target, members);
      target.rows(FORGET_READERS.with("queue", node.queue()).with("tables", raw(members.keySet())));
      TargetTable.dropForeignKeys(target, into.values());
      Loaded loaded = options.times().transaction(target, () -> load(start, names));
      LOG.info(
          "{}: copy finished: {} bytes, {} rows, {} s",
          what,
          loaded.bytes(),
          loaded.rows(),
          (System.nanoTime() - begun) / 1e9);
      refuseLostRegistration();
      Pursuit pursuit =
          new Pursuit(
              what,
              catchUp(names),
              new Ticks(source, node.queue()),
              Optional.of(VisibleTransactions.parse(loaded.snapshot())),
              stopping);
      pursuit.reach(loaded.exact(), ApplyMode.STRICT);
      TargetTable.analyze(target, into.values());
      pursuit.comeNear();
      checkGoingOn();
      target.transactionally(
          () ->
              move(
                  TableTransition.CAUGHT_UP,
                  new TableState.CatchingUp(),
                  new TableState.WannaSync(pursuit.completed())));
      bell.ring();
      TickId meetAt = awaitWorker();
      refuseLostRegistration();
      pursuit.meet(meetAt);
      handOver(meetAt);
    }

    /**
     * Has changes kept from a tick on.
     *
     * @return the names that the tables have on the source
     */
    private Map<TableName, TableName> keepChanges(TickId start) {
      subscriptions.registerAt(start);
      // a source that begins a copy of its own after this takes the registration away
      Map<TableName, TableName> names = namesAtSource(source, members.keySet());
      if (names.size() < members.size()) {
        subscriptions.unregister();
        throw new StateError("some of them are not OK on the provider any more", "");
      }
      positions.register(worker.providerNode(), start);
      return names;
    }

    /** Fills all tables as of one moment, in the target's transaction under way. */
    private Loaded load(TickId start, Map<TableName, TableName> names) {
      List<TableName> here = members.values().stream().map(ReplicatedTable::destination).toList();
      MergedTable.reserve(target, here);
      // what was copied under an earlier registration must never count under this one
      Ledger.forget(target, node.queue(), members.keySet());
      Map<TableName, Ledger.Amount> amounts = new LinkedHashMap<>();
      String snapshot =
          source.transaction(
              () -> {
                source.execute("set transaction isolation level repeatable read, read only");
                lockToRead(source, names.values());
                String seen = RowCopy.snapshot(source);
                fill(names, here, amounts);
                return seen;
              });
      TickId exact = Loading.tickSeeing(source, node.queue(), snapshot);
      Ledger.note(target, node.queue(), start, exact, amounts);
      states.setSnapshots(members.keySet(), snapshot);
      move(TableTransition.COPIED, new TableState.InCopy(), new TableState.CatchingUp());
      return new Loaded(
          snapshot,
          exact,
          amounts.values().stream().mapToLong(Ledger.Amount::rows).sum(),
          amounts.values().stream().mapToLong(Ledger.Amount::bytes).sum());
    }

    private void fill(
        Map<TableName, TableName> names,
        List<TableName> here,
        Map<TableName, Ledger.Amount> amounts) {
      Map<TableName, SourceTable> from = sources(source, names);
      Map<TableName, TargetTable> into = targets(target, members);
      boolean mayForeignKeysStay =
          MissingRight.read(target, here).values().stream()
              .flatMap(List::stream)
              .allMatch(right -> right.concern() == MissingRight.Concern.INDEXES);
      if (from.size() < members.size() || into.size() < members.size() || !mayForeignKeysStay) {
        throw new StateError("not all of them can be copied now", "");
      }
      TargetTable.truncateUnlessBusy(target, into.values());
      MergedTable.claim(target, node.queue(), here);
      members.forEach(
          (name, table) -> {
            checkGoingOn();
            SourceTable rows = Objects.requireNonNull(from.get(name));
            Transfer.Amount amount =
                new RowCopy(subject(table, Objects.requireNonNull(names.get(name))), stopping)
                    .bring(
                        source,
                        rows,
                        target,
                        Objects.requireNonNull(into.get(name)),
                        RowCopy.WHOLE);
            amounts.put(name, new Ledger.Amount(amount.rows(), amount.bytes()));
          });
    }

    private RowCopy.Subject subject(ReplicatedTable table, TableName sourceName) {
      return new RowCopy.Subject(
          node.queue(),
          table.name(),
          sourceName,
          table.destination(),
          "",
          options.pace(),
          options.times(),
          passage,
          true,
          false,
          () -> sessions.watched(node.openRemote(worker.providerLocation(), "copy")),
          () -> TableCopy.openTarget(node, "copy"),
          new TableHandler() {});
    }

    private CatchUp catchUp(Map<TableName, TableName> names) {
      return new CatchUp(
          source,
          target,
          reader,
          positions,
          List.copyOf(members.values()),
          options,
          passage,
          Optional.empty(),
          names.values().iterator().next());
    }

    private void refuseLostRegistration() {
      if (!subscriptions.areRegistered()) {
        throw new StateError("the source copies some of them afresh itself", "");
      }
    }

    /** Waits until the worker waits for all of them at one tick. */
    private TickId awaitWorker() {
      while (true) {
        checkGoingOn();
        long heard = bell.count();
        List<TableState> now =
            states.find(members.keySet()).stream()
                .filter(ReplicatedTable::local)
                .map(ReplicatedTable::state)
                .toList();
        boolean onTheWay =
            now.size() == members.size()
                && now.stream()
                    .map(TableState::phase)
                    .allMatch(phase -> phase == Phase.WANNA_SYNC || phase == Phase.DO_SYNC);
        if (!onTheWay) {
          throw new StateError("something else moved some of them meanwhile", "");
        }
        if (now.stream().allMatch(state -> state.phase() == Phase.DO_SYNC)) {
          Set<TableState> ticks = new HashSet<>(now);
          if (ticks.size() > 1) {
            throw new StateError("the worker waits for them at several ticks", "");
          }
          return ((DoSync) now.get(0)).meetAt();
        }
        Undertaking.awaitBell(bell, heard, what);
      }
    }

    private void handOver(TickId meetAt) {
      target.transactionally(
          () -> {
            // from here on others rely on them
            target.execute("set local synchronous_commit to default");
            states.setSnapshots(members.keySet(), null);
            move(TableTransition.HAND_OVER, new DoSync(meetAt), new TableState.Ok());
            Ledger.forget(target, node.queue(), members.keySet());
          });
      bell.ring();
      subscriptions.unregister();
      positions.unregister();
    }

    private void move(TableTransition transition, TableState from, TableState to) {
      states.move(members.keySet(), transition, from, to);
      LOG.info("{}: status changed to '{}': {}", what, to, transition.reason());
    }

    private void checkGoingOn() {
      if (stopping.getAsBoolean()) {
        throw new InterruptionError("the copy of " + what + " was broken off", "");
      }
    }
  }

  /**
   * What came of filling the tables.
   *
   * @param snapshot the transactions whose changes they hold, as a {@code txid_snapshot}
   * @param exact a tick before which all of these lie
   */
  private record Loaded(String snapshot, TickId exact, long rows, long bytes) {}
}
