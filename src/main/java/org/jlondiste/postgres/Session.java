package org.jlondiste.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.ConnectTarget;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one database. Every refusal of the server comes out as a {@link DatabaseError}
 * that names the database and the statement's file.
 *
 * <p>For one thread at a time, except {@link #cancel} and {@link #close}.
 */
public final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private static final Duration PLANS_LAST = Duration.ofSeconds(10);

  private final Connection connection;
  private final ConnectTarget target;
  private final Server server;
  private long planned = System.nanoTime();

  private Session(Connection connection, ConnectTarget target) throws SQLException {
    this.connection = connection;
    this.target = target;
    this.server =
        new Server(
            connection.unwrap(BaseConnection.class).getQueryExecutor().getServerVersionNum());
  }

  /**
   * Connects.
   *
   * @param purpose shown as {@code application_name}
   * @throws DatabaseError if no address answers or the server refuses the login
   */
  public static Session open(ConnectTarget target, String purpose) {
    try {
      return new Session(Connector.connect(target, purpose), target);
    } catch (SQLException e) {
      throw Refusal.ofLogin(target, e);
    }
  }

  public Server server() {
    return server;
  }

  public ConnectTarget target() {
    return target;
  }

  /** The database's encoding as the server names it: UTF8, LATIN1, SQL_ASCII, … */
  public String encoding() {
    String encoding = parameterStatus("server_encoding");
    if (encoding == null) {
      throw new IllegalStateException(target + " does not say its encoding");
    }
    return encoding.toUpperCase(Locale.ROOT);
  }

  /** True if times are counted in microseconds; old servers can be built to count otherwise. */
  public boolean countsTimeInIntegers() {
    return "on".equals(parameterStatus("integer_datetimes"));
  }

  private @Nullable String parameterStatus(String name) {
    try {
      return connection.unwrap(PGConnection.class).getParameterStatus(name);
    } catch (SQLException e) {
      throw refused(name, e);
    }
  }

  /**
   * Runs work in one transaction: committed if it returns, rolled back if it throws. Inside another
   * transaction of this session it becomes part of that.
   */
  public <T> T transaction(Work<T> work) {
    if (inTransaction()) {
      return work.run();
    }
    try {
      connection.setAutoCommit(false);
      T result = work.run();
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      rollBack(e);
      throw refused("COMMIT", e);
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
  }

  /** {@link #transaction} for work without a result. */
  public void transactionally(Runnable work) {
    transaction(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Runs work behind a savepoint of the transaction under way: if it throws, what it did is undone
   * and the transaction can go on.
   */
  public <T> T savepoint(Work<T> work) {
    execute("savepoint jlondiste");
    T result;
    try {
      result = work.run();
    } catch (RuntimeException | Error e) {
      try {
        execute("rollback to savepoint jlondiste");
        execute("release savepoint jlondiste");
      } catch (DatabaseError lost) {
        // nothing can follow in this transaction; what went wrong first says more
        e.addSuppressed(lost);
      }
      throw e;
    }
    execute("release savepoint jlondiste");
    return result;
  }

  public boolean inTransaction() {
    try {
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      throw refused("transaction state", e);
    }
  }

  /** All rows of an answer. For answers that fit into memory. */
  public List<Row> rows(BoundSql bound) {
    List<Row> rows = new ArrayList<>();
    stream(bound, 0, rows::add);
    return rows;
  }

  /** The answer to a question. */
  public <T> T answer(Question<T> question) {
    return question.answered(rows(question.query()));
  }

  /** The answers to several questions, for one way to the server and back. */
  public Answers answers(List<Question<?>> questions) {
    String names =
        questions.stream()
            .map(question -> question.query().sql().toString())
            .collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        prepare(questions.stream().<BoundSql>map(Question::query).toList())) {
      List<List<Row>> answers = new ArrayList<>();
      for (boolean more = statement.execute(); more; more = statement.getMoreResults()) {
        List<Row> rows = new ArrayList<>();
        try (ResultSet resultSet = statement.getResultSet()) {
          Map<String, Integer> positions = Row.positions(resultSet.getMetaData());
          while (resultSet.next()) {
            rows.add(Row.read(resultSet, positions));
          }
        }
        answers.add(rows);
      }
      logWarnings(statement);
      if (answers.size() != questions.size()) {
        throw new IllegalStateException(names + ": " + answers.size() + " answers");
      }
      return new Answers(questions, answers);
    } catch (SQLException e) {
      throw refused(names, e);
    }
  }

  /** The first row of an answer, if there is one. */
  public Optional<Row> optionalRow(BoundSql bound) {
    List<Row> rows = rows(bound);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** The only row of an answer that always has one. */
  public Row row(BoundSql bound) {
    List<Row> rows = rows(bound);
    if (rows.size() != 1) {
      throw new IllegalStateException(bound.sql() + " answered " + rows.size() + " rows, not one");
    }
    return rows.get(0);
  }

  /**
   * Hands on one row after the other.
   *
   * @param fetchSize rows fetched at a time; more than 0 needs a transaction and bounds memory
   */
  public void stream(BoundSql bound, int fetchSize, Consumer<Row> consumer) {
    try (PreparedStatement statement = prepare(bound)) {
      statement.setFetchSize(fetchSize);
      try (ResultSet resultSet = statement.executeQuery()) {
        Map<String, Integer> positions = Row.positions(resultSet.getMetaData());
        while (resultSet.next()) {
          consumer.accept(Row.read(resultSet, positions));
        }
        logWarnings(statement);
      }
    } catch (SQLException e) {
      throw refused(bound.sql().toString(), e);
    }
  }

  /**
   * Hands on one row after the other without keeping any: the quick way for many rows.
   *
   * @param fetchSize rows fetched at a time, fewer once these did not fit into memory; needs a
   *     transaction
   */
  public void scan(BoundSql bound, int fetchSize, Consumer<Cells> consumer) {
    try (Cursor rows = cursor(bound, fetchSize)) {
      while (rows.next()) {
        consumer.accept(rows.cells());
      }
    }
  }

  /** False once fetches of so many rows did not fit into memory, or of fewer. */
  public static boolean canFetch(int rows) {
    return FetchSize.atMost(rows) == rows;
  }

  /**
   * The rows of an answer, one after the other as they are asked for; to be closed. Of two such
   * answers of one session only the latest may be read.
   *
   * @param fetchSize as in {@link #scan}
   */
  public Cursor cursor(BoundSql bound, int fetchSize) {
    try {
      return new Cursor(this, prepare(bound), bound.sql().toString(), fetchSize);
    } catch (SQLException e) {
      throw refused(bound.sql().toString(), e);
    }
  }

  /**
   * Runs a statement that changes rows, or one whose answer nobody needs.
   *
   * @return the number of rows changed; 0 if the statement answers rows
   */
  public long update(BoundSql bound) {
    try (PreparedStatement statement = prepare(bound)) {
      long changed = statement.execute() ? 0 : Math.max(0, statement.getLargeUpdateCount());
      logWarnings(statement);
      return changed;
    } catch (SQLException e) {
      throw refused(bound.sql().toString(), e);
    }
  }

  /** Runs composed statements without parameters: DDL, SET, whole scripts. */
  public void execute(String statements) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(statements);
      logWarnings(statement);
    } catch (SQLException e) {
      throw refused(shortened(statements), e);
    }
  }

  /**
   * Runs composed statements without parameters that change rows, all in one go.
   *
   * @return the numbers of rows changed
   */
  public long[] changeEach(List<String> statements) {
    try (Statement jdbc = connection.createStatement()) {
      jdbc.setEscapeProcessing(false);
      for (String statement : statements) {
        jdbc.addBatch(statement);
      }
      return jdbc.executeLargeBatch();
    } catch (SQLException e) {
      throw refused(shortened(statements.get(0)), e);
    }
  }

  /**
   * Runs a composed statement that changes rows once for each row of texts, in one go. Its
   * parameters are written {@code ?}; the server takes each text for the type that its place in the
   * statement asks for.
   *
   * @return the numbers of rows changed
   */
  public long[] change(String statement, List<@Nullable String[]> rowsOfTexts) {
    try (PreparedStatement jdbc = connection.prepareStatement(statement)) {
      if (rowsOfTexts.size() == 1) {
        setTexts(jdbc, rowsOfTexts.get(0));
        return new long[] {jdbc.executeLargeUpdate()};
      }
      for (@Nullable String[] texts : rowsOfTexts) {
        setTexts(jdbc, texts);
        jdbc.addBatch();
      }
      return jdbc.executeLargeBatch();
    } catch (SQLException e) {
      throw refused(shortened(statement), e);
    }
  }

  /** Runs a composed query that answers one number; parameters as in {@link #change}. */
  public long number(String query, @Nullable String[] texts) {
    try (PreparedStatement jdbc = connection.prepareStatement(query)) {
      setTexts(jdbc, texts);
      try (ResultSet resultSet = jdbc.executeQuery()) {
        if (!resultSet.next()) {
          throw new IllegalStateException("no answer to " + query);
        }
        return resultSet.getLong(1);
      }
    } catch (SQLException e) {
      throw refused(shortened(query), e);
    }
  }

  /** Begins a {@code COPY … FROM STDIN}. */
  public CopyIn copyIn(String statement) {
    try {
      return new CopyIn(this, connection.unwrap(BaseConnection.class), statement);
    } catch (SQLException e) {
      throw refused(shortened(statement), e);
    }
  }

  /**
   * Runs a {@code COPY … TO STDOUT} and hands on its pieces as they come: one row each in text and
   * CSV format. If the consumer throws, the session is closed.
   *
   * @return the number of rows
   */
  public long copyOut(String statement, Consumer<byte[]> consumer) {
    try {
      org.postgresql.copy.CopyOut copy =
          connection.unwrap(BaseConnection.class).getCopyAPI().copyOut(statement);
      try {
        byte[] piece = copy.readFromCopy();
        while (piece != null) {
          consumer.accept(piece);
          piece = copy.readFromCopy();
        }
        return copy.getHandledRowCount();
      } finally {
        if (copy.isActive()) {
          // a cancel that comes too late would hit the next statement
          close();
        }
      }
    } catch (SQLException e) {
      throw refused(shortened(statement), e);
    }
  }

  /**
   * Waits for a NOTIFY on a channel this session listens to.
   *
   * @return true if one came in time
   */
  public boolean awaitNotification(Duration limit) {
    try {
      int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
      PGNotification[] notifications =
          connection.unwrap(BaseConnection.class).getNotifications(millis);
      return notifications != null && notifications.length > 0;
    } catch (SQLException e) {
      throw refused("LISTEN", e);
    }
  }

  /**
   * Has the server plan anew what it planned some time ago, for statements that come again and
   * again and in functions: tables may have been small then, and a plan that reads all of them is
   * kept however large they grow. Asks once in a while only, and may be called often.
   */
  public void refreshPlans() {
    refreshPlans(PLANS_LAST);
  }

  void refreshPlans(Duration after) {
    long now = System.nanoTime();
    if (now - planned > after.toNanos()) {
      execute("discard plans");
      planned = now;
    }
  }

  /** Asks the server to give up the statement under way; callable from any thread. */
  public void cancel() {
    try {
      connection.unwrap(BaseConnection.class).cancelQuery();
    } catch (SQLException e) {
      LOG.debug("cancel failed", e);
    }
  }

  /**
   * The query that gives a session the settings of ours, under which values have the texts that we
   * write and read.
   */
  public static String settings() {
    return Sql.text(Connector.class, Connector.SETTINGS);
  }

  /**
   * Puts role and settings back to what they were when the session was opened, after statements
   * that were written by others. Inside a transaction, too.
   */
  public void restoreSettings() {
    execute("reset session authorization; reset role; reset all");
    rows(Connector.PIN_SETTINGS.bound());
  }

  /** The JDBC connection, for the classes of this room that speak the protocol's fast paths. */
  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("closing {} failed", target, e);
    }
  }

  DatabaseError refused(String what, SQLException cause) {
    return Refusal.of(target, what, cause);
  }

  private PreparedStatement prepare(BoundSql bound) throws SQLException {
    return prepare(List.of(bound));
  }

  private PreparedStatement prepare(List<BoundSql> statements) throws SQLException {
    StringBuilder text = new StringBuilder();
    List<@Nullable Object> arguments = new ArrayList<>();
    for (BoundSql bound : statements) {
      Sql.Form form = bound.sql().form(server());
      // a line of its own, lest a comment at the end hides it
      text.append(text.length() == 0 ? "" : "\n;\n").append(form.statement());
      arguments.addAll(bound.arguments(form));
    }
    PreparedStatement statement = connection.prepareStatement(text.toString());
    for (int i = 0; i < arguments.size(); i++) {
      set(statement, i + 1, arguments.get(i));
    }
    return statement;
  }

  private void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.VARCHAR);
    } else if (value instanceof List<?> list) {
      Array array = connection.createArrayOf("text", list.toArray());
      statement.setArray(index, array);
    } else {
      statement.setObject(index, value);
    }
  }

  private static void setTexts(PreparedStatement statement, @Nullable String[] texts)
      throws SQLException {
    for (int i = 0; i < texts.length; i++) {
      statement.setObject(i + 1, texts[i], Types.OTHER);
    }
  }

  private void logWarnings(Statement statement) throws SQLException {
    for (SQLWarning warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      LOG.warn("{} ({})", warning.getMessage(), target);
    }
  }

  private void rollBack(Throwable cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static String shortened(String statement) {
    String line = statement.replaceAll("\\s+", " ").trim();
    return line.length() > 200 ? line.substring(0, 200) + " …" : line;
  }
}
