package org.jlondiste.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.PairedRows;
import org.jlondiste.compare.PairedRows.Telling;
import org.jlondiste.compare.Party;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.Conditions;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.repair.FixScript;
import org.jlondiste.repair.Mending;
import org.jlondiste.repair.TableMender;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.LocalNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables of this node hold the rows of those that they come from, as of one tick, or writes
 * down what would do so. Nobody is kept from writing on the root; while rows are mended this node's
 * worker stands at that tick.
 */
public final class RepairTables {
  private static final Logger LOG = LoggerFactory.getLogger(RepairTables.class);
  private static final String COMMAND = "repair";

  private final LocalNode local;
  private final Waiter waiter;
  private final HandlerCatalog catalog;

  /** With the handlers that are built in. */
  public RepairTables(LocalNode local, Waiter waiter) {
    this(local, waiter, new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  /**
   * @param catalog the kinds of handlers that tables may have
   */
  public RepairTables(LocalNode local, Waiter waiter, HandlerCatalog catalog) {
    this.local = local;
    this.waiter = waiter;
    this.catalog = catalog;
  }

  /**
   * What to repair, and how.
   *
   * @param words names and patterns; empty for all tables of this node
   * @param directory where scripts are written; none to mend the rows at once
   * @param condition SQL that says which rows of both sides count; empty for all
   * @param sourceEncoding what the text of a source without encoding is written in; empty if nobody
   *     said
   * @param oneByOne each table as of a tick of its own, not all as of one
   * @param limit how long to wait for workers in all; none for as long as it takes
   * @param tickPatience how long to wait for others who make ticks
   */
  public record Request(
      List<String> words,
      Optional<Path> directory,
      String condition,
      String sourceEncoding,
      boolean oneByOne,
      Optional<Duration> limit,
      Duration tickPatience) {
    public Request {
      words = List.copyOf(words);
    }
  }

  /** What came of a table. */
  public enum Outcome {
    /** Nothing differed. */
    SAME,
    /** Differences were mended, and the rows seen to be the same. */
    MENDED,
    /** A script was written that would mend them. */
    WRITTEN,
    /** Nothing was done. */
    SKIPPED
  }

  /**
   * What came of a table.
   *
   * @param table its name in the set, or what was typed if there is no such table
   * @param provider name of the node whose rows it should have; empty if it came to none
   * @param tick as of which
   * @param mending what differed; none if that is not known
   * @param script the script; none if none was written
   * @param reason why nothing was done; empty if something was
   * @param merged the table holds rows of other queues, too: what only this node has was not looked
   *     at
   */
  public record Result(
      String table,
      String provider,
      Optional<TickId> tick,
      Outcome outcome,
      Optional<Mending> mending,
      Optional<Path> script,
      String reason,
      boolean merged) {}

  /**
   * What came of all tables.
   *
   * @param node name of this node
   */
  public record Report(String node, List<Result> results) {
    public Report {
      results = List.copyOf(results);
    }

    /** True if no table is known to differ any more, and none was left out. */
    public boolean allSame() {
      return results.stream()
          .allMatch(
              result -> result.outcome() == Outcome.SAME || result.outcome() == Outcome.MENDED);
    }
  }

  public Report run(Request request) {
    Task task = new Task(request);
    PairedTables.Outcome<Result> outcome =
        new PairedTables<>(local, waiter, task, catalog)
            .run(
                new PairedTables.Choice(
                    request.words(),
                    request.oneByOne(),
                    request.limit(),
                    request.tickPatience(),
                    SourceChoice.UpTo.ROOT));
    return new Report(outcome.node(), outcome.resultsAndComplaints(task));
  }

  private static Result skipped(
      String table, String provider, Optional<TickId> tick, String reason) {
    return new Result(
        table, provider, tick, Outcome.SKIPPED, Optional.empty(), Optional.empty(), reason, false);
  }

  /** Why rows cannot be written as the handler would have them; empty if they can. */
  private static Optional<String> obstacle(TableHandler handler) {
    if (!handler.storesRows()) {
      return Optional.of("its handler stores no rows here");
    }
    return handler.storesInChildren()
        ? Optional.of("its handler spreads rows over other tables; 'resync' copies them afresh")
        : handler.incomparable();
  }

  private final class Task implements PairTask<Result> {
    private final Request request;

    Task(Request request) {
      this.request = request;
    }

    @Override
    public String command() {
      return COMMAND;
    }

    @Override
    public String verb() {
      return "repair it";
    }

    @Override
    public String participle() {
      return "repaired";
    }

    @Override
    public Result leftOut(String table, String provider, Optional<TickId> tick, String reason) {
      return skipped(table, provider, tick, reason);
    }

    @Override
    public Round<Result> begin(Party source, Party target) {
      return request
          .directory()
          .<Round<Result>>map(directory -> new Writing(request, source, target, directory))
          .orElseGet(() -> new Mendings(request, source, target));
    }
  }

  private static TableComparison comparison(Session source, Session target, Request request) {
    return new TableComparison(
        source,
        target,
        new Method(false, Optional.empty(), Optional.empty(), 0, request.sourceEncoding(), false));
  }

  private static Optional<PairedRows> rows(
      TableComparison comparison, PairTask.Subject subject, String condition) {
    String both = Conditions.both(subject.condition(), condition);
    return comparison.rows(
        subject.sourceTable(),
        both,
        subject.targetTable(),
        both,
        subject.handler(),
        subject.merged());
  }

  /**
   * The columns beside the key that a condition names. A row that differs there may be seen on one
   * side only, and would be taken for surplus.
   */
  private static List<String> otherColumns(String condition, PairedRows rows) {
    Set<String> words =
        Stream.of(condition.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_$]+", -1))
            .collect(Collectors.toSet());
    return rows.columns().stream()
        .filter(column -> !rows.key().isEmpty() && !rows.key().contains(column))
        .filter(
            column -> {
              String name = column.toLowerCase(Locale.ROOT);
              return name.matches("[\\p{L}\\p{N}_$]+")
                  ? words.contains(name)
                  : condition.toLowerCase(Locale.ROOT).contains(name);
            })
        .toList();
  }

  private static void refuseOtherColumns(String condition, PairedRows rows) {
    List<String> others = otherColumns(condition, rows);
    if (!others.isEmpty()) {
      throw new StateError(
          "--repair-where names columns beside the key: " + String.join(", ", others),
          "name only columns of the key, which are the same on both sides");
    }
  }

  private static Result tell(Result result) {
    result
        .mending()
        .ifPresent(
            mending ->
                LOG.info(
                    "finished {}: src: {} rows, dst: {} rows, missed: {} inserts, {} updates, {}"
                        + " deletes",
                    result.table(),
                    mending.sourceRows(),
                    mending.targetRows(),
                    mending.inserts(),
                    mending.updates(),
                    mending.deletes()));
    if (result.outcome() == Outcome.SKIPPED) {
      LOG.warn("Table {} cannot be repaired: {}", result.table(), result.reason());
    }
    return result;
  }

  /** Writes scripts. */
  private record Writing(Request request, Party source, Party target, Path directory)
      implements PairTask.Round<Result> {
    @Override
    public List<Result> meet(Meeting meeting, Function<TickId, List<Result>> work) {
      return meeting.hold(work);
    }

    @Override
    public Result work(TickId tick, PairTask.Subject subject) {
      Optional<String> obstacle = obstacle(subject.handler());
      if (obstacle.isPresent()) {
        return tell(refused(tick, subject, source, obstacle.get()));
      }
      TableComparison comparison = comparison(source.reader(), target.reader(), request);
      return tell(
          rows(comparison, subject, request.condition())
              .map(rows -> write(tick, subject, rows))
              .orElseGet(() -> gone(tick, subject, source)));
    }

    private Result write(TickId tick, PairTask.Subject subject, PairedRows rows) {
      Optional<String> confusion = rows.confusion();
      if (confusion.isPresent()) {
        return refused(tick, subject, source, confusion.get());
      }
      Path file = directory.resolve(FixScript.fileName(subject.name()));
      String heading =
          (subject.merged()
                  ? "lets rows of other queues be, and else makes table "
                  : "makes table ")
              + subject.targetTable()
              + " of node "
              + target.node().name()
              + " what it was on "
              + source.node().name()
              + " at tick "
              + tick
              + "; run it with psql while this node's worker is paused at that tick";
      refuseOtherColumns(request.condition(), rows);
      Mending mending =
          new FixScript(source.reader(), target.reader(), subject.targetTable(), rows)
              .write(file, heading);
      boolean same = mending.isNothing();
      return new Result(
          subject.name().toString(),
          source.node().name(),
          Optional.of(tick),
          same ? Outcome.SAME : Outcome.WRITTEN,
          Optional.of(mending),
          same ? Optional.empty() : Optional.of(file),
          "",
          subject.merged());
    }

    @Override
    public void close() {}
  }

  private static Result gone(TickId tick, PairTask.Subject subject, Party source) {
    return refused(tick, subject, source, "there is not such a table on both nodes");
  }

  private static Result refused(
      TickId tick, PairTask.Subject subject, Party source, String reason) {
    return skipped(subject.name().toString(), source.node().name(), Optional.of(tick), reason);
  }

  /** Mends rows. */
  private final class Mendings implements PairTask.Round<Result> {
    private final Request request;
    private final Party source;
    private final Session writer;
    private final ConsumerRecord worker;
    private final TableComparison before;
    private final TableComparison after;
    private final TableMender mender;

    Mendings(Request request, Party source, Party target) {
      this.request = request;
      this.source = source;
      this.before = comparison(source.reader(), target.reader(), request);
      this.writer = local.openReplica("jlondiste " + COMMAND);
      try {
        this.worker = new ConsumerRecord(writer, local.queue(), local.worker());
        this.after = comparison(source.reader(), writer, request);
        this.mender =
            new TableMender(
                writer, TextPassage.between(source.reader(), writer, request.sourceEncoding()));
      } catch (RuntimeException e) {
        writer.close();
        throw e;
      }
    }

    @Override
    public List<Result> meet(Meeting meeting, Function<TickId, List<Result>> work) {
      return writer.transaction(() -> meeting.hold(worker::keepAt, work));
    }

    @Override
    public Result work(TickId tick, PairTask.Subject subject) {
      Optional<String> obstacle = obstacle(subject.handler());
      if (obstacle.isPresent()) {
        return tell(refused(tick, subject, source, obstacle.get()));
      }
      return tell(
          rows(before, subject, request.condition())
              .map(rows -> mend(tick, subject, rows))
              .orElseGet(() -> gone(tick, subject, source)));
    }

    private Result mend(TickId tick, PairTask.Subject subject, PairedRows rows) {
      String provider = source.node().name();
      Optional<String> confusion = rows.confusion();
      if (confusion.isPresent()) {
        return refused(tick, subject, source, confusion.get());
      }
      try {
        refuseOtherColumns(request.condition(), rows);
        Mending mending =
            writer.savepoint(
                () -> {
                  Mending done = mender.mend(subject.targetTable(), rows);
                  if (!done.isNothing()) {
                    prove(subject);
                  }
                  return done;
                });
        return new Result(
            subject.name().toString(),
            provider,
            Optional.of(tick),
            mending.isNothing() ? Outcome.SAME : Outcome.MENDED,
            Optional.of(mending),
            Optional.empty(),
            "",
            subject.merged());
      } catch (StateError e) {
        return skipped(
            subject.name().toString(), provider, Optional.of(tick), e.problem() + "; " + e.hint());
      }
    }

    /** What is said to be mended has been compared again before it is committed. */
    private void prove(PairTask.Subject subject) {
      long[] left = new long[1];
      rows(after, subject, request.condition())
          .ifPresent(rows -> rows.differing(Telling.CHARACTERS, pair -> left[0]++));
      if (left[0] > 0) {
        throw new StateError(
            left[0] + " rows of it would still differ after all were written again",
            "columns that the target computes, or types that one of the servers does not know, may"
                + " be the cause: 'compare' names rows and columns");
      }
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
