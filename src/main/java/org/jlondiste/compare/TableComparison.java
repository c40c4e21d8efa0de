package org.jlondiste.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.Conditions;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares tables of two databases, as two sessions see them. */
public final class TableComparison {
  private static final Logger LOG = LoggerFactory.getLogger(TableComparison.class);

  private final Session source;
  private final Session target;
  private final Method method;
  private final Optional<Hash> hash;

  /**
   * Agrees with both servers on how to compare; not to be called inside a transaction.
   *
   * @throws StateError if there is no way that both servers know
   */
  public TableComparison(Session source, Session target, Method method) {
    this.source = source;
    this.target = target;
    this.method = method;
    this.hash = Hash.agreed(source, target, method.sourceEncoding());
    if (hash.isEmpty() && !method.countOnly() && method.query().isEmpty()) {
      throw new StateError(
          "one of the servers forbids MD5, and one does not know SHA-256 ("
              + source.target()
              + ", "
              + target.target()
              + ")",
          "compare with --count-only, or give a compare_sql of your own");
    }
  }

  /** What one side says about its table. */
  private record Statement(String text, Optional<Long> rows, Object proof) {}

  /**
   * Compares two tables.
   *
   * @param name what the table is called in messages
   * @param condition SQL that says which rows of both count; empty for all
   */
  public Verdict compare(
      TableName name, TableName sourceTable, TableName targetTable, String condition) {
    return compare(name, sourceTable, targetTable, condition, new TableHandler() {}, false);
  }

  /**
   * Compares two tables between which a handler stands.
   *
   * @param name what the table is called in messages
   * @param condition SQL that says which rows of both count; of the source's those that the handler
   *     takes; empty for all
   * @param merged the target holds rows of others, too, which are not looked at
   * @throws RewrittenTable if one of them was written anew after the moment that is seen
   */
  public Verdict compare(
      TableName name,
      TableName sourceTable,
      TableName targetTable,
      String condition,
      TableHandler handler,
      boolean merged) {
    Scope scope = new Scope(method.missingOnly(), merged);
    if (!handler.storesRows()) {
      return Verdict.skipped("its handler stores no rows here");
    }
    Optional<String> obstacle = handler.incomparable();
    if (obstacle.isPresent() && !(handler.altersValues() && method.countOnly())) {
      return Verdict.skipped(
          obstacle.get()
              + (handler.altersValues() ? "; --count-only compares the numbers of rows" : ""));
    }
    if (!handler.columns().isAll() && method.query().isPresent() && !method.countOnly()) {
      return Verdict.skipped("compare_sql knows nothing of the columns that its handler takes");
    }
    if (!scope.isAll() && (method.countOnly() || method.query().isPresent())) {
      return Verdict.skipped(
          (method.countOnly() ? "the number of rows" : "compare_sql")
              + (merged
                  ? " says nothing of a table that holds rows of other queues, too"
                  : " does not say which rows are missing"));
    }
    Optional<ComparedTable> here = sourceSide(sourceTable, condition, handler);
    Optional<ComparedTable> there = targetSide(targetTable, condition, handler);
    if (here.isEmpty() || there.isEmpty()) {
      Session lacking = here.isEmpty() ? source : target;
      TableName missing = here.isEmpty() ? sourceTable : targetTable;
      return Verdict.skipped("table " + missing + " does not exist in " + lacking.target());
    }
    TablePair pair = TablePair.of(here.get(), there.get()).readable();
    warn(name, pair);
    Optional<String> confusion = merged ? pair.confusion() : Optional.empty();
    if (confusion.isPresent() && !pair.key().isEmpty()) {
      return Verdict.skipped(confusion.get());
    }
    LOG.info("Counting {}", name);
    Answers<Statement> statements =
        Answers.of(
            here.get(),
            there.get(),
            side -> statement(side, pair),
            side -> side.session().cancel());
    LOG.info("srcdb: {}", statements.source().text());
    LOG.info("dstdb: {}", statements.target().text());
    boolean equal = statements.source().proof().equals(statements.target().proof());
    Differences differences = equal ? Differences.NONE : search(name, pair, statements, scope);
    boolean same = equal || (!scope.isAll() && differences.rows() == 0);
    if (!same) {
      LOG.warn("{}: Results do not match!", name);
    } else if (confusion.isPresent()) {
      return Verdict.skipped(
          "each row is there as often as it must be at least, but " + confusion.get());
    }
    return new Verdict(
        same ? Verdict.Outcome.SAME : Verdict.Outcome.DIFFERENT,
        "",
        statements.source().rows(),
        statements.target().rows(),
        pair.ignored(),
        differences,
        scope);
  }

  /**
   * The rows of two tables side by side; empty if there is not such a table on both sides.
   *
   * @param sourceCondition SQL that says which rows of the source count; empty for all
   * @param targetCondition the same for the target
   * @param handler stands between the two
   * @param merged the target holds rows of others, too, which do not count
   * @throws StateError if there is no digest that both servers know
   * @throws RewrittenTable if one of them was written anew after the moment that is seen
   */
  public Optional<PairedRows> rows(
      TableName sourceTable,
      String sourceCondition,
      TableName targetTable,
      String targetCondition,
      TableHandler handler,
      boolean merged) {
    Hash digest =
        hash.orElseThrow(
            () ->
                new StateError(
                    "rows cannot be told apart: one of the servers forbids MD5, and one does not"
                        + " know SHA-256",
                    "'resync' copies a table anew"));
    return sourceSide(sourceTable, sourceCondition, handler)
        .flatMap(
            here ->
                targetSide(targetTable, targetCondition, handler)
                    .map(
                        there ->
                            new PairedRows(
                                TablePair.of(here, there).readable(),
                                digest,
                                new Scope(false, merged))));
  }

  private Optional<ComparedTable> sourceSide(
      TableName table, String condition, TableHandler handler) {
    return ComparedTable.read(source, table, Conditions.both(condition, handler.condition()))
        .map(found -> found.chosen(handler.columns()));
  }

  private Optional<ComparedTable> targetSide(
      TableName table, String condition, TableHandler handler) {
    return ComparedTable.read(target, table, condition)
        .map(found -> handler.storesInChildren() ? found.withChildren() : found);
  }

  private static void warn(TableName name, TablePair pair) {
    if (!pair.ignored().isEmpty()) {
      LOG.warn(
          "{}: Ignoring some columns: {}; only one of the sides has them",
          name,
          String.join(", ", pair.ignored()));
    }
    List<String> inexact = pair.inexactColumns();
    if (!inexact.isEmpty()) {
      LOG.warn(
          "{}: columns {} hold numbers or bytes that these two servers write in different ways;"
              + " what differs there may be the same",
          name,
          String.join(", ", inexact));
    }
  }

  private Statement statement(ComparedTable side, TablePair pair) {
    if (method.query().isPresent()) {
      return custom(side, pair, method.query().get());
    }
    RowFormat format =
        method
            .format()
            .map(RowFormat::new)
            .orElse(method.countOnly() ? RowFormat.OF_COUNTS : RowFormat.OF_CHECKSUMS);
    Fingerprint fingerprint = method.countOnly() ? count(side) : scan(side, pair).fingerprint();
    Map<String, String> values =
        Map.of("cnt", Long.toString(fingerprint.rows()), "chksum", fingerprint.checksum());
    return new Statement(
        format.fill(place -> value(place, Optional.ofNullable(values.get(place)))),
        Optional.of(fingerprint.rows()),
        fingerprint);
  }

  private Statement custom(ComparedTable side, TablePair pair, String query) {
    String sql =
        query
                .replace("_TABLE_", side.name().quoted())
                .replace("_COLS_", "(" + Identifier.list(pair.forms().keySet()) + ")")
            + side.where();
    Row row = side.session().row(Sql.composed("compare_sql", sql).bound());
    RowFormat format = method.format().map(RowFormat::new).orElse(RowFormat.OF_CHECKSUMS);
    String text = format.fill(place -> value(place, field(row, place)));
    return new Statement(
        text, field(row, "cnt").filter(cnt -> cnt.matches("\\d{1,18}")).map(Long::valueOf), text);
  }

  private static Optional<String> field(Row row, String name) {
    return row.has(name) ? row.optionalText(name).or(() -> Optional.of("None")) : Optional.empty();
  }

  private static String value(String name, Optional<String> value) {
    return value.orElseThrow(
        () ->
            new ConfigurationError(
                "compare_fmt shows " + name + ", which the query does not answer",
                "name it in compare_sql: select … as " + name));
  }

  private static Fingerprint count(ComparedTable side) {
    String sql = "select count(*) as cnt from " + side.rows();
    return Fingerprint.counted(
        side.session().row(Sql.composed("count of " + side.name(), sql).bound()));
  }

  private Differences search(
      TableName name, TablePair pair, Answers<Statement> statements, Scope scope) {
    if (method.countOnly() || hash.isEmpty()) {
      return Differences.UNKNOWN;
    }
    LOG.info("Searching {} for what differs", name);
    long rows =
        Math.max(statements.source().rows().orElse(0L), statements.target().rows().orElse(0L));
    DifferenceSearch search =
        new DifferenceSearch(
            pair, scan(pair.source(), pair), scan(pair.target(), pair), method.differences());
    return scope.isAll() ? search.find(rows) : search.findAll(scope);
  }

  private Scan scan(ComparedTable side, TablePair pair) {
    return new Scan(side, pair, hash.orElseThrow());
  }
}
