package org.jlondiste.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jlondiste.compare.Meeting;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Party;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.compare.Verdict;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.KeptPartitions;
import org.jlondiste.topology.LocalNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether tables of this node hold the same rows as those of the root, both as of one tick.
 * Nobody is kept from writing; only this node's worker waits for a moment.
 */
public final class CompareTables {
  private static final Logger LOG = LoggerFactory.getLogger(CompareTables.class);

  private final LocalNode local;
  private final Waiter waiter;
  private final HandlerCatalog catalog;

  /** With the handlers that are built in. */
  public CompareTables(LocalNode local, Waiter waiter) {
    this(local, waiter, new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  /**
   * @param catalog the kinds of handlers that tables may have
   */
  public CompareTables(LocalNode local, Waiter waiter, HandlerCatalog catalog) {
    this.local = local;
    this.waiter = waiter;
    this.catalog = catalog;
  }

  /**
   * What to compare, and how.
   *
   * @param words names and patterns; empty for all tables of this node
   * @param oneByOne each table as of a tick of its own, not all as of one
   * @param limit how long to wait for workers in all; none for as long as it takes
   * @param tickPatience how long to wait for others who make ticks
   */
  public record Request(
      List<String> words,
      Method method,
      boolean oneByOne,
      Optional<Duration> limit,
      Duration tickPatience) {
    public Request {
      words = List.copyOf(words);
    }
  }

  /**
   * What was found.
   *
   * @param node name of this node
   */
  public record Report(String node, List<Result> results) {
    public Report {
      results = List.copyOf(results);
    }

    /** True if all tables were compared and none differs. */
    public boolean allSame() {
      return results.stream()
          .allMatch(result -> result.verdict().outcome() == Verdict.Outcome.SAME);
    }
  }

  /**
   * What was found about one table.
   *
   * @param table its name in the set, or what was typed if there is no such table
   * @param provider name of the node it was compared with; empty if it was not
   * @param tick as of which it was compared
   */
  public record Result(String table, String provider, Optional<TickId> tick, Verdict verdict) {}

  public Report run(Request request) {
    PairedTables.Outcome<Result> outcome = run(request, SourceChoice.UpTo.ROOT);
    Report report =
        new Report(outcome.node(), outcome.resultsAndComplaints(new Task(request.method())));
    forgetKeptPartitions(report);
    return report;
  }

  PairedTables.Outcome<Result> run(Request request, SourceChoice.UpTo upTo) {
    return new PairedTables<>(local, waiter, new Task(request.method()), catalog)
        .run(
            new PairedTables.Choice(
                request.words(),
                request.oneByOne(),
                request.limit(),
                request.tickPatience(),
                upTo));
  }

  /** Tables that are the same hold no rows of partitions that the root has no more. */
  private void forgetKeptPartitions(Report report) {
    List<TableName> same =
        report.results().stream()
            .filter(result -> result.verdict().outcome() == Verdict.Outcome.SAME)
            .filter(result -> result.verdict().scope().isAll())
            .map(result -> TableName.parse(result.table()))
            .toList();
    if (same.isEmpty()) {
      return;
    }
    try (Session session = local.open("compare")) {
      KeptPartitions.forget(session, local.queue(), same);
    } catch (UserError e) {
      LOG.debug("the notes of partitions stay: {}", e.problem());
    }
  }

  /** What is said of words that mean no table of a node. */
  static Report complaints(String node, List<String> unknown, Method method) {
    return new Report(
        node,
        new PairedTables.Outcome<Result>(node, unknown, List.of())
            .resultsAndComplaints(new Task(method)));
  }

  private record Task(Method method) implements PairTask<Result> {
    @Override
    public String command() {
      return "compare";
    }

    @Override
    public String verb() {
      return "compare it";
    }

    @Override
    public String participle() {
      return "compared";
    }

    @Override
    public Result leftOut(String table, String provider, Optional<TickId> tick, String reason) {
      return new Result(table, provider, tick, Verdict.skipped(reason));
    }

    @Override
    public Round<Result> begin(Party source, Party target) {
      return new Comparing(
          source.node().name(), new TableComparison(source.reader(), target.reader(), method));
    }
  }

  private record Comparing(String provider, TableComparison comparison)
      implements PairTask.Round<Result> {
    @Override
    public List<Result> meet(Meeting meeting, Function<TickId, List<Result>> work) {
      return meeting.hold(work);
    }

    @Override
    public Result work(TickId tick, PairTask.Subject subject) {
      Verdict verdict =
          comparison.compare(
              subject.name(),
              subject.sourceTable(),
              subject.targetTable(),
              subject.condition(),
              subject.handler(),
              subject.merged());
      if (verdict.outcome() == Verdict.Outcome.SKIPPED) {
        LOG.warn("Table {} cannot be compared: {}", subject.name(), verdict.reason());
      }
      return new Result(subject.name().toString(), provider, Optional.of(tick), verdict);
    }

    @Override
    public void close() {}
  }
}
