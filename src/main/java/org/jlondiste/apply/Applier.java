package org.jlondiste.apply;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jlondiste.change.Change;
import org.jlondiste.change.Operation;
import org.jlondiste.change.Piece;
import org.jlondiste.change.RowRun;
import org.jlondiste.change.Run;
import org.jlondiste.change.StatementChange;
import org.jlondiste.change.StatementRun;
import org.jlondiste.change.Truncation;
import org.jlondiste.change.TruncationRun;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;

/**
 * Applies changes to the tables of a target, a set at a time.
 *
 * <p>A piece is first applied by the net effect of its changes. If the target refuses that, the
 * piece is undone and each table's part is tried on its own: by net effect, then with all rows
 * concerned deleted before any is written (unique values may change hands), then change by change,
 * which names the one that cannot be.
 *
 * <p>The session has the settings pinned under which the events' texts were written, and {@code
 * session_replication_role = replica}. One applier per session; not for several threads, except
 * {@link #prepare}.
 */
public final class Applier {
  private static final Sql READ_TEXT = Sql.of(Applier.class, "read_text.sql");

  private final Session session;
  private final TextPassage passage;
  private final Targets targets;
  private final Together together;
  private final Arrears arrears;
  private final String steerPlans;

  private long rowsWritten;

  /** A savepoint of the transaction under way that is not needed any more is still there. */
  private boolean hasOldSavepoint;

  /** Applies changes whose values are characters. */
  public Applier(Session session) {
    this(session, TextPassage.ofCharacters(session));
  }

  /**
   * Applies changes to a target.
   *
   * @param passage how the values of changes get into it
   */
  public Applier(Session session, TextPassage passage) {
    this.session = session;
    this.passage = passage;
    this.targets = new Targets(session, passage);
    this.together = new Together(session);
    this.arrears = new Arrears(session, targets);
    this.steerPlans = Sql.text(Applier.class, "steer_plans.sql", session.server());
  }

  /**
   * Does ahead what can be done of a piece without the target, so that {@link #apply} has less to
   * do. May run in another thread than {@link #apply}, for a later piece.
   */
  public void prepare(Piece piece) {
    for (Run run : piece.runs()) {
      if (run instanceof RowRun rows) {
        prepare(rows);
      }
    }
  }

  /**
   * Applies a batch that is one piece, inside the transaction under way.
   *
   * @throws ApplyConflict as {@link #applyPart} and {@link #complete}
   */
  public void apply(Piece piece, ApplyMode mode) {
    begin();
    applyPart(piece, mode);
    complete();
  }

  /** Begins a batch of several pieces, inside the transaction in which they will be applied. */
  public void begin() {
    arrears.forget();
    hasOldSavepoint = false;
    rowsWritten = 0;
  }

  /** How many rows were written or deleted since the batch began. */
  public long rowsWritten() {
    return rowsWritten;
  }

  /**
   * Applies a piece of a batch inside the transaction under way. Pieces of one batch are applied
   * one after the other. Sets planner settings for the rest of the transaction.
   *
   * @throws ApplyConflict naming the event that the target cannot take; roll the transaction back
   * @throws DatabaseError if the server refused for a reason that lies in no event (connection
   *     lost, deadlock, cancelled)
   */
  public void applyPart(Piece piece, ApplyMode mode) {
    targets.learn(piece.runs().stream().map(run -> run.changes().get(0).table()).toList());
    if (!undoneIfRefused(() -> piece.runs().forEach(run -> apply(run, mode)), this::keep)) {
      piece.runs().forEach(run -> applyWithCare(run, mode));
    }
    arrears.settle();
  }

  /**
   * Ends a batch of several pieces, inside the transaction in which they were applied.
   *
   * @throws ApplyConflict if a row of a table without key that had to go was not there at all
   */
  public void complete() {
    arrears.refuse();
  }

  /** Forgets what is known of a table's columns and indexes, because they may have changed. */
  public void forget(TableName table) {
    targets.forget(table);
  }

  /** Forgets what is known of all tables. */
  public void forgetAll() {
    targets.forgetAll();
  }

  private void prepare(RowRun run) {
    TargetShape target = targets.known(run.table(), run.shape());
    if (!run.shape().hasKey()) {
      run.rowCounts();
    } else if (target == null || target.textIsIdentity()) {
      run.netEffect();
    }
  }

  private void apply(Run run, ApplyMode mode) {
    if (run instanceof RowRun written) {
      if (mode == ApplyMode.REDO && !written.shape().hasKey()) {
        throw new ApplyConflict(
            written.changes().get(0),
            "its event tells no key, so that it cannot be applied over a copy that was made meanwhile;"
                + " a copy at once, with copy_chunk_rows above its number of rows, needs none",
            null);
      }
      TargetForms forms = targets.forms(written.changes().get(0), written.shape());
      RowRun rows = legible(written, forms);
      if (Together.suits(forms.target(), rows)) {
        applyTogether(forms, rows, mode, false);
      } else {
        applyOneByOne(forms, rows, mode, false);
      }
    } else if (run instanceof StatementRun statements) {
      applyStatements(statements, mode);
    } else if (run instanceof TruncationRun truncations) {
      session.execute(truncate(truncations.changes()));
      truncations.changes().forEach(truncation -> arrears.forget(truncation.table()));
    }
  }

  private void applyWithCare(Run run, ApplyMode mode) {
    if (run instanceof RowRun rows) {
      applyRowsWithCare(rows, mode);
    } else {
      for (Change change : run.changes()) {
        try {
          if (change instanceof Truncation truncation) {
            empty(truncation);
          } else {
            apply(new StatementRun(change.table(), List.of((StatementChange) change)), mode);
          }
        } catch (Mismatch e) {
          throw new ApplyConflict(change, String.valueOf(e.getMessage()), e);
        } catch (DatabaseError e) {
          throw inTermsOf(change, e);
        }
      }
    }
  }

  private void applyRowsWithCare(RowRun written, ApplyMode mode) {
    if (undoneIfRefused(() -> apply(written, mode))) {
      return;
    }
    TargetForms forms = targets.forms(written.changes().get(0), written.shape());
    RowRun rows = legible(written, forms);
    boolean mayRewrite =
        rows.shape().hasKey()
            && Together.suits(forms.target(), rows)
            && !forms.target().hasOtherColumns();
    if (mayRewrite && undoneIfRefused(() -> applyTogether(forms, rows, mode, true))) {
      return;
    }
    applyOneByOne(forms, rows, mode, true);
  }

  private void applyTogether(TargetForms forms, RowRun rows, ApplyMode mode, boolean rewriting) {
    together.apply(forms, rows, mode, rewriting);
    rowsWritten +=
        forms.target().shape().hasKey() ? rows.netEffect().rows() : rows.rowCounts().rows();
  }

  private void applyOneByOne(TargetForms forms, RowRun rows, ApplyMode mode, boolean naming) {
    new OneByOne(session, forms, mode, naming, arrears).apply(rows.changes());
    rowsWritten += rows.changes().size();
  }

  /** The rows as the target's server reads them. */
  private static RowRun legible(RowRun rows, TargetForms forms) {
    return forms.target().readsAnyText()
        ? rows
        : new RowRun(
            rows.table(),
            rows.shape(),
            rows.changes().stream().map(row -> forms.target().legible(row)).toList());
  }

  private void applyStatements(StatementRun run, ApplyMode mode) {
    if (mode == ApplyMode.REDO) {
      throw new ApplyConflict(
          run.changes().get(0),
          "its event tells only the columns that changed, which cannot be applied over a copy that"
              + " was made meanwhile",
          null);
    }
    String table = targets.table(run.changes().get(0)).changed();
    List<String> statements =
        run.changes().stream().map(change -> statement(change, table)).toList();
    long[] found = session.changeEach(statements);
    rowsWritten += found.length;
    for (int i = 0; i < found.length; i++) {
      if (found[i] != 1 && run.changes().get(i).operation() != Operation.INSERT) {
        throw new Mismatch(
            found[i] == 0 ? Refusals.NO_ROW : found[i] + " rows are what the event calls one");
      }
    }
  }

  private String statement(StatementChange change, String table) {
    String sql = sql(change);
    return switch (change.operation()) {
      case INSERT -> "insert into " + change.table().quoted() + " " + sql;
      case UPDATE -> "update " + table + " set " + sql;
      default -> "delete from " + table + " where " + sql;
    };
  }

  /** The SQL of a change in characters. */
  private String sql(StatementChange change) {
    boolean plain = change.sql().chars().allMatch(c -> c < 0x80);
    if (plain || passage.eventText() == EventText.CHARACTERS) {
      return change.sql();
    }
    if (passage.isIntoBytes()) {
      throw new ApplyConflict(
          change,
          "its event is a piece of SQL with characters outside ASCII, which a database without"
              + " encoding (SQL_ASCII) takes from no client",
          null);
    }
    return session
        .row(
            READ_TEXT
                .with("bytes", passage.parameter(change.sql()))
                .with("encoding", passage.writtenIn()))
        .text("text");
  }

  /** Only these tables: what a foreign key of the target ties to them lost no row on the root. */
  private String truncate(List<Truncation> truncations) {
    return truncations.stream()
        .map(change -> targets.table(change).changed())
        .distinct()
        .collect(Collectors.joining(", ", "truncate table ", ""));
  }

  /** A table that others refer to cannot be truncated without them; its rows can be deleted. */
  private void empty(Truncation truncation) {
    if (!undoneIfRefused(() -> session.execute(truncate(List.of(truncation))))) {
      session.execute("delete from " + targets.table(truncation).changed());
    }
    arrears.forget(truncation.table());
  }

  /**
   * Does work that goes through whole or not at all.
   *
   * @return false if the target refused it because of the changes
   */
  private boolean undoneIfRefused(Runnable work) {
    return undoneIfRefused(
        work,
        undoable ->
            session.savepoint(
                () -> {
                  undoable.run();
                  return true;
                }));
  }

  /**
   * Does work behind a savepoint of its own name, which is released with the next one or with the
   * transaction: a piece needs one way to the server less before it, and one less behind it.
   */
  private void keep(Runnable work) {
    session.execute(
        (hasOldSavepoint ? "release savepoint jlondiste_piece; " : "")
            + steerPlans
            + "; savepoint jlondiste_piece");
    hasOldSavepoint = true;
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      try {
        session.execute("rollback to savepoint jlondiste_piece");
      } catch (DatabaseError lost) {
        // nothing can follow in this transaction; what went wrong first says more
        e.addSuppressed(lost);
      }
      throw e;
    }
  }

  private boolean undoneIfRefused(Runnable work, Consumer<Runnable> behindSavepoint) {
    long before = rowsWritten;
    try {
      behindSavepoint.accept(work);
      return true;
    } catch (Mismatch e) {
      rowsWritten = before;
      return false;
    } catch (DatabaseError e) {
      if (!Refusals.liesInTheChanges(e)) {
        throw e;
      }
      if (Refusals.liesInDefinitions(e)) {
        targets.forgetAll();
      }
      rowsWritten = before;
      return false;
    }
  }

  private static RuntimeException inTermsOf(Change change, DatabaseError error) {
    return Refusals.liesInTheChanges(error)
        ? new ApplyConflict(change, error.problem(), error)
        : error;
  }
}
