package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jlondiste.copy.Ledger.Chunk;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.RefusedValue;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.UnfitBytes;
import org.jlondiste.postgres.UnfitRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the rows of one table over, as they are while others change them. */
final class RowCopy {
  private static final Logger LOG = LoggerFactory.getLogger(RowCopy.class);
  private static final Sql SNAPSHOT = Sql.of(RowCopy.class, "current_snapshot.sql");
  private static final List<String> NO_BOUND = List.of();

  /** All rows of a table. */
  static final Chunk WHOLE = new Chunk(1, NO_BOUND, NO_BOUND, false);

  private final Subject subject;
  private final BooleanSupplier stopping;

  /**
   * What is copied and where the sessions for it come from.
   *
   * @param queue name of the set's queue
   * @param registered the table's name in the set
   * @param sourceName its name on the source
   * @param targetName its name on the target
   * @param condition an SQL condition on the rows; empty for all
   * @param pace how fast rows are read
   * @param times where the time goes is added up there
   * @param passage how text gets into the target
   * @param mayBeBinary false if rows are known not to get over in the binary format
   * @param frozen the transaction under way has put the target's table into new files, so that its
   *     rows can be stored as if they had been there for long
   * @param handler chooses and alters columns
   */
  record Subject(
      String queue,
      TableName registered,
      TableName sourceName,
      TableName targetName,
      String condition,
      Pace pace,
      StageTimes times,
      TextPassage passage,
      boolean mayBeBinary,
      boolean frozen,
      Supplier<Session> openSource,
      Supplier<Session> openTarget,
      TableHandler handler) {}

  RowCopy(Subject subject, BooleanSupplier stopping) {
    this.subject = subject;
    this.stopping = stopping;
  }

  /** The transactions whose changes the source shows now, as a {@code txid_snapshot}. */
  static String snapshot(Session source) {
    return source.row(SNAPSHOT.bound()).text("snapshot");
  }

  /**
   * Copies the whole table as of one moment, in the target's transaction under way.
   *
   * @return the transactions whose changes the copy holds, as a {@code txid_snapshot}
   */
  String copyAtOnce(Session source, Session target, Ledger ledger) {
    SourceTable known = SourceTable.read(source, subject.sourceName());
    return source.transaction(
        () -> {
          source.execute("set transaction isolation level repeatable read, read only");
          known.lock();
          String snapshot = snapshot(source);
          ledger.add(WHOLE);
          copy(source, target, ledger, WHOLE);
          return snapshot;
        });
  }

  /**
   * Copies the table in chunks, each in a transaction of its own on both sides. Goes on where an
   * earlier run was broken off.
   *
   * @param chunkRows rows of a chunk
   * @param threads chunks copied at once
   */
  void copyInChunks(Session source, Session target, int chunkRows, int threads) {
    BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> runners = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread runner =
          new Thread(
              () -> copyWaiting(waiting, failure), "copy " + subject.registered() + " " + (i + 1));
      runner.setDaemon(true);
      runners.add(runner);
      runner.start();
    }
    try {
      planChunks(source, target, chunkRows, waiting, failure);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      for (int i = 0; i < threads; i++) {
        waiting.add(end());
      }
      Threads.join(runners);
    }
    Threads.throwAgain(failure.get());
    if (!new Ledger(target, subject.queue(), subject.registered()).isWhole()) {
      throw new StateError(
          "the copy of " + subject.registered() + " is not whole: chunks are missing",
          "it is tried again");
    }
  }

  private void planChunks(
      Session source,
      Session target,
      int chunkRows,
      BlockingQueue<Chunk> waiting,
      AtomicReference<@Nullable Throwable> failure) {
    Ledger ledger = new Ledger(target, subject.queue(), subject.registered());
    SourceTable table = SourceTable.read(source, subject.sourceName());
    List<Chunk> known = ledger.chunks();
    known.stream().filter(chunk -> !chunk.copied()).forEach(waiting::add);
    List<String> lower = known.isEmpty() ? NO_BOUND : known.get(known.size() - 1).upper();
    if (!known.isEmpty() && lower.isEmpty()) {
      return;
    }
    int number = known.size();
    List<String> upper;
    do {
      checkGoingOn(failure);
      upper = table.boundAfter(lower, chunkRows, subject.condition());
      number++;
      Chunk chunk = new Chunk(number, lower, upper, false);
      ledger.add(chunk);
      waiting.add(chunk);
      lower = upper;
    } while (!upper.isEmpty());
  }

  private void copyWaiting(
      BlockingQueue<Chunk> waiting, AtomicReference<@Nullable Throwable> failure) {
    try (Session source = subject.openSource().get();
        Session target = subject.openTarget().get()) {
      Ledger ledger = new Ledger(target, subject.queue(), subject.registered());
      SourceTable known = SourceTable.read(source, subject.sourceName());
      for (Chunk chunk = waiting.take(); chunk.number() > 0; chunk = waiting.take()) {
        if (failure.get() != null) {
          return;
        }
        checkGoingOn(failure);
        Chunk next = chunk;
        subject
            .times()
            .transactionally(
                target,
                () ->
                    source.transactionally(
                        () -> {
                          known.lock();
                          copy(source, target, ledger, next);
                        }));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, brokenOff());
    }
  }

  /** The source's table is locked, so that it stays what it is known to be. */
  private void copy(Session source, Session target, Ledger ledger, Chunk chunk) {
    if (!ledger.claim(chunk)) {
      return;
    }
    TargetTable.lock(target, subject.targetName());
    SourceTable table = SourceTable.read(source, subject.sourceName());
    TargetTable into =
        TargetTable.find(target, subject.queue(), subject.registered(), subject.targetName());
    Transfer.Amount amount = bring(source, table, target, into, chunk);
    ledger.done(chunk, amount.rows(), amount.bytes());
  }

  /** Brings the rows of a chunk over in the transactions under way. */
  Transfer.Amount bring(
      Session source, SourceTable table, Session target, TargetTable into, Chunk chunk) {
    ColumnChoice choice = subject.handler().columns();
    List<String> columns = into.columnsFor(table, choice);
    List<String> columnsHere =
        columns.stream().flatMap(column -> choice.nameHere(column).stream()).toList();
    TextPassage passage = subject.passage();
    boolean binary =
        subject.mayBeBinary()
            && !subject.handler().altersValues()
            && BinaryFormat.isFor(
                table.types(columns), into.types(columnsHere), passage, source, target);
    String rows =
        table.copyStatement(
            target.server(), columns, chunk.lower(), chunk.upper(), subject.condition());
    try {
      Transfer.Amount amount =
          binary
              ? Transfer.pipe(
                  source,
                  table.binaryCopyStatement(
                      columns, chunk.lower(), chunk.upper(), subject.condition()),
                  target,
                  subject.frozen()
                      ? into.frozenCopyStatement(columnsHere)
                      : into.binaryCopyStatement(columnsHere),
                  subject.pace(),
                  UnaryOperator.identity())
              : Transfer.pipe(
                  source,
                  rows + passage.pipeOutOption(),
                  target,
                  into.copyStatement(columnsHere) + passage.pipeInOption(),
                  subject.pace(),
                  onTheWay(table, columns, columnsHere));
      subject.times().add(StageTimes.Work.COPYING, amount.work());
      if (LOG.isDebugEnabled()) {
        LOG.debug(
            "{work: {}, table: {}, part: {}, {}}",
            StageTimes.Work.COPYING.word(),
            subject.registered(),
            chunk.number(),
            Stages.inWords(amount.work()));
      }
      return amount;
    } catch (DatabaseError e) {
      Optional<UnfitBytes> unfit = UnfitBytes.of(e);
      if (unfit.isPresent()) {
        throw unfit(rows, chunk, table, columns, unfit.get(), e);
      }
      if (binary && e.isRefusalOfData()) {
        throw new ShortcutRefusal(Shortcut.BINARY, e);
      }
      if (binary && subject.frozen() && e.isRefusalOfWay()) {
        throw new ShortcutRefusal(Shortcut.FROZEN, e);
      }
      Optional<RefusedValue> refused = RefusedValue.of(e);
      throw refused.isPresent() && !e.isTransient()
          ? refused(rows, table, columns, refused.get(), e)
          : e;
    }
  }

  /** What becomes of each row between the databases. */
  private UnaryOperator<byte[]> onTheWay(
      SourceTable table, List<String> columns, List<String> columnsHere) {
    if (subject.handler().altersValues()) {
      return row -> CopiedRow.row(subject.handler().alter(columnsHere, CopiedRow.values(row)));
    }
    if (subject.passage().pipesAnything()) {
      return Transfer.AS_IT_IS;
    }
    return row -> {
      checkAscii(row, table, columns);
      return row;
    };
  }

  /** Bytes whose meaning nobody knows are not guessed at. */
  private void checkAscii(byte[] row, SourceTable table, List<String> columns) {
    for (byte b : row) {
      if (b < 0) {
        throw new StateError(
            "table "
                + subject.registered()
                + " cannot be copied: "
                + new UnfitRow(row, columns).describe(table.keyNames(), UnfitBytes.single(b)::areIn)
                + " holds the byte "
                + UnfitBytes.single(b)
                + ", and from "
                + subject.passage()
                + " it is not known which character that is",
            "say what the source's text is written in by source_encoding in the INI file of this"
                + " node, such as source_encoding = LATIN1");
      }
    }
  }

  /** Names the row that a server refused because of its text. */
  private StateError unfit(
      String rows,
      Chunk chunk,
      SourceTable table,
      List<String> columns,
      UnfitBytes unfit,
      DatabaseError cause) {
    TextPassage passage = subject.passage();
    String where =
        find(rows + passage.pipeOutOption(), columns, unfit)
            // if it is the source that cannot convert, only its own bytes can be read
            .or(
                () ->
                    passage.isConvertedBySource()
                        ? findInHex(chunk, table, columns, unfit)
                        : find(rows + passage.sourceBytesOption(), columns, unfit))
            .map(row -> row.describe(table.keyNames(), unfit::areIn) + ": ")
            .orElse("");
    return new StateError(
        "table " + subject.registered() + " cannot be copied: " + where + cause.problem(),
        "correct the row on the source, or copy into a database of an encoding that has this"
            + " character; the copy goes on by itself");
  }

  /** Names the row that a server refused because of a value that its version does not know. */
  private StateError refused(
      String rows,
      SourceTable table,
      List<String> columns,
      RefusedValue value,
      DatabaseError cause) {
    String where =
        find(session ->
                UnfitRow.find(session, rows + subject.passage().pipeOutOption(), columns, value))
            .map(row -> row.describe(table.keyNames(), value.column()))
            .orElse("column " + value.column());
    return new StateError(
        "table "
            + subject.registered()
            + " cannot be copied: "
            + where
            + " holds "
            + value.text()
            + ": "
            + cause.problem(),
        "correct the row on the source, or make what the value names on the target; the copy goes"
            + " on by itself");
  }

  private Optional<UnfitRow> findInHex(
      Chunk chunk, SourceTable table, List<String> columns, UnfitBytes unfit) {
    String rows = table.hexStatement(columns, chunk.lower(), chunk.upper(), subject.condition());
    return find(session -> UnfitRow.findInHex(session, rows, columns, unfit));
  }

  private Optional<UnfitRow> find(String statement, List<String> columns, UnfitBytes unfit) {
    return find(session -> UnfitRow.find(session, statement, columns, unfit));
  }

  private Optional<UnfitRow> find(Function<Session, Optional<UnfitRow>> search) {
    try (Session again = subject.openSource().get()) {
      return search.apply(again);
    } catch (UserError e) {
      LOG.debug("cannot look for the row", e);
      return Optional.empty();
    }
  }

  private void checkGoingOn(AtomicReference<@Nullable Throwable> failure) {
    Threads.throwAgain(failure.get());
    if (stopping.getAsBoolean()) {
      throw brokenOff();
    }
  }

  private InterruptionError brokenOff() {
    return new InterruptionError("the copy of " + subject.registered() + " was broken off", "");
  }

  private static Chunk end() {
    return new Chunk(0, NO_BOUND, NO_BOUND, true);
  }
}
