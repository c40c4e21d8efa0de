package org.jlondiste.copy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.Work;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first stage of a copy: has the changes kept from now on, and brings the rows over. */
final class Loading {
  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
  private static final TableName STOPPED = new TableName("jlondiste", "stopped_table");
  private static final Sql FORGET_READERS = Sql.of(Loading.class, "forget_readers.sql");

  /**
   * A table that takes less than this, counted once for each index, keeps its indexes meanwhile.
   */
  private static final long SMALL_TABLE_BYTES = 16L * 1024 * 1024;

  private final Undertaking copy;
  private final LocalNode node;
  private final TableName table;
  private final Session source;
  private final Session target;
  private final Subscription subscription;
  private final Ledger ledger;

  Loading(Undertaking copy) {
    this.copy = copy;
    this.node = copy.node();
    this.table = copy.table();
    this.source = copy.source();
    this.target = copy.target();
    this.subscription = copy.subscription();
    this.ledger = copy.ledger();
  }

  /**
   * Begins, or goes on with what was begun under the registration that there is.
   *
   * @return false if the source has not all rows yet, or applies nothing to them any more
   */
  boolean run(ReplicatedTable now) {
    if (!isReady()) {
      return false;
    }
    Optional<Ledger.Entry> begun =
        ledger
            .find()
            .filter(Ledger.Entry::inChunks)
            .filter(known -> subscription.position().equals(Optional.of(known.startTick())));
    LOG.info("{}: start copy", table);
    long start = System.nanoTime();
    if (begun.isPresent()) {
      // that table may have become smaller since
      int rows = chunkRows(sourceTable()).orElse(Integer.MAX_VALUE);
      loadInChunks(now, rows);
    } else if (!begin(now)) {
      return false;
    }
    Ledger.Amount amount = ledger.amount();
    LOG.info(
        "{}: copy finished: {} bytes, {} rows, {} s",
        table,
        amount.bytes(),
        amount.rows(),
        (System.nanoTime() - start) / 1e9);
    return true;
  }

  private SourceTable sourceTable() {
    return SourceTable.read(source, copy.onSource().destination());
  }

  private int threads() {
    return copy.options().threadsPerTable().applyAsInt(table);
  }

  private OptionalInt chunkRows(SourceTable from) {
    return ChunkSize.of(from, copy.options(), threads());
  }

  private void loadInChunks(ReplicatedTable now, int chunkRows) {
    new RowCopy(subject(now, false), copy.stopping())
        .copyInChunks(source, target, chunkRows, threads());
    TickId exact = tickSeeing(source, node.queue(), RowCopy.snapshot(source));
    target.transactionally(
        () -> {
          ledger.setRedoUntil(exact);
          copy.move(TableTransition.COPIED, now.state(), new TableState.CatchingUp());
        });
  }

  private RowCopy.Subject subject(ReplicatedTable now, boolean frozen) {
    return new RowCopy.Subject(
        node.queue(),
        table,
        copy.onSource().destination(),
        now.destination(),
        copy.condition(now),
        copy.options().pace(),
        copy.options().times(),
        copy.passage(),
        copy.allows(Shortcut.BINARY),
        frozen,
        copy::openSource,
        copy::openTarget,
        copy.handler(now));
  }

  /**
   * Has changes kept from now on, takes down what stands in the way, and copies.
   *
   * @return false if the source is not ready any more
   */
  private boolean begin(ReplicatedTable now) {
    LOG.info("Starting full copy of {}", table);
    CopySource.leaveFormer(node, target, copy.consumer(), copy.from().name());
    subscription.unregister();
    subscription.register();
    // a source that begins a copy of its own after this takes the registration away
    if (!isReady()) {
      subscription.unregister();
      return false;
    }
    TickId start = subscription.position().orElseThrow();
    // from here on there is a place for complaints that 'status' and 'wait-sync' read
    copy.positions().register(copy.from().name(), start);
    SourceTable from = sourceTable();
    TableHandler handler = copy.handler(now);
    String condition = copy.condition(now);
    boolean keepsRows = now.attributes().containsKey("skip_truncate");
    MergedTable merged = new MergedTable(target, node.queue(), now.destination());
    boolean shared = merged.isShared();
    boolean mayBeInChunks =
        !shared && handler.copiesInChunks() && from.canBeChunked() && !keepsRows;
    OptionalInt chunkRows = mayBeInChunks ? chunkRows(from) : OptionalInt.empty();
    // what a condition costs for each row of a sample nobody knows
    List<List<String>> bounds =
        chunkRows.isPresent() && condition.isEmpty() ? allBounds(from) : List.of();
    List<String> firstBound =
        chunkRows.isPresent() && bounds.isEmpty()
            ? from.boundAfter(List.of(), chunkRows.getAsInt(), condition)
            : List.of();
    boolean inChunks = !bounds.isEmpty() || !firstBound.isEmpty();
    Ledger.Entry entry =
        new Ledger.Entry(
            start, Optional.empty(), inChunks, from.expectedRows(), from.expectedBytes());
    // what is captured of a table for a further queue names its key
    boolean captured = new Nodes(target).node(node.queue()).combinedQueue().isPresent();
    TargetTable into = copy.targetTable(now);
    boolean withoutIndexes =
        !shared
            && !captured
            && (inChunks
                || from.expectedBytes() * Math.max(1, into.removableIndexes()) > SMALL_TABLE_BYTES);
    into.refuseWithoutRights(withoutIndexes);
    // ahead of all that takes long: from here on nobody takes the rows here for those of a tick,
    // and other tables are locked for their foreign keys
    target.transactionally(
        () -> {
          target.rows(
              FORGET_READERS.with("queue", node.queue()).with("tables", List.of(table.raw())));
          into.dropForeignKeys();
        });
    Work<Boolean> preparation =
        () -> {
          if (!shared) {
            merged.reserve();
          }
          // what was copied under an earlier registration must never count under this one
          ledger.forget();
          into.columnsFor(from, handler.columns());
          if (withoutIndexes) {
            into.dropIndexes();
          }
          boolean anew = false;
          if (!shared && !keepsRows) {
            LOG.info("{}: truncating", table);
            // a new file is what lets its rows be stored frozen
            anew = into.truncate(handler.storesInChildren(), withoutIndexes && !inChunks);
            merged.claim();
          }
          ledger.open(entry);
          if (!bounds.isEmpty()) {
            ledger.addAll(bounds);
          } else if (inChunks) {
            ledger.add(new Ledger.Chunk(1, List.of(), firstBound, false));
          }
          return anew;
        };
    if (inChunks) {
      target.transaction(preparation);
      loadInChunks(now, chunkRows.getAsInt());
    } else {
      copy.options()
          .times()
          .transactionally(
              target,
              () -> {
                boolean anew = preparation.run();
                if (shared && merged.join() && !keepsRows) {
                  into.truncate(handler.storesInChildren(), false);
                }
                loadAtOnce(
                    now,
                    anew && copy.allows(Shortcut.FROZEN) && target.server().freezesCopiedRows());
              });
    }
    return true;
  }

  /** The bounds of all chunks; empty if they are found one after the other. */
  private List<List<String>> allBounds(SourceTable from) {
    OptionalLong parts = ChunkSize.parts(from, copy.options(), threads());
    return parts.isPresent() ? from.boundsBySample(parts.getAsLong()) : List.of();
  }

  private void loadAtOnce(ReplicatedTable now, boolean frozen) {
    String snapshot =
        new RowCopy(subject(now, frozen), copy.stopping()).copyAtOnce(source, target, ledger);
    copy.handler(now).afterCopy(target, now.destination());
    copy.tables().setSnapshot(table, snapshot);
    ledger.setRedoUntil(tickSeeing(source, node.queue(), snapshot));
    copy.move(TableTransition.COPIED, now.state(), new TableState.CatchingUp());
  }

  /**
   * A tick before which lies everything that a snapshot of the source sees. A branch holds what its
   * worker has done.
   */
  static TickId tickSeeing(Session source, String queue, String snapshot) {
    NodeInfo info = new Nodes(source).node(queue);
    if (!info.isRoot() && info.workerLastTick().isPresent()) {
      return info.workerLastTick().get();
    }
    return new Ticks(source, queue).tickSeeing(snapshot);
  }

  /** The tables to which the source applies nothing any more. */
  static Set<TableName> stoppedOn(Session source, String queue) {
    return Relations.exist(source, STOPPED) ? new StoppedTables(source, queue).list() : Set.of();
  }

  /** True if the source has all rows and goes on applying changes to them. */
  private boolean isReady() {
    if (!copy.onSource().isInSync()) {
      return false;
    }
    if (stoppedOn(source, node.queue()).contains(table)) {
      LOG.warn("Table {} has stopped on the provider; it must be copied there first", table);
      return false;
    }
    return true;
  }
}
