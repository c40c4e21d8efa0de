package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jlondiste.docs.Page;
import org.jlondiste.postgres.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Scripts of calls, good and bad ones, get the same answers from our schemas as from the extensions
 * of PgQ and Londiste: values by name, codes and notes, errors and warnings. Where a line {@code --
 * differs: REASON} stands before a statement the answers must differ, and the documentation tells
 * the reason.
 */
class OriginalCallsIT {
  private static final List<String> SCRIPTS = List.of("queue", "node", "set", "triggers");

  /** But for the trigger of a table, which calls itself, and what is ours alone. */
  private static final String FUNCTIONS =
      """
      select distinct n.nspname || '.' || p.proname
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('pgq', 'pgq_node', 'londiste')
          and p.proname not in ('table_info_trigger', 'queue_watermarks')
      """;

  private static final String PIN = "-- differs: ";

  /** Values that are other ones at every run. */
  private static final Set<String> UNSTEADY = Set.of("ev_txid", "ev_time", "tick_time");

  private record Call(String script, int line, String sql, String reason) {
    boolean differs() {
      return !reason.isEmpty();
    }

    @Override
    public String toString() {
      return script + ".sql, line " + line + ": " + sql;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "node", "set", "triggers"})
  void answersAreTheSame(String script) throws SQLException {
    Originals databases = Originals.create();
    SoftAssertions softly = new SoftAssertions();

    try (Connection theirs = databases.theirs().connect();
        Connection ours = databases.ours().connect()) {
      for (Call call : calls(script)) {
        String expected = answer(theirs, call.sql());
        String actual = answer(ours, call.sql());
        if (call.differs()) {
          softly.assertThat(actual).as("%s%ndiffers no longer", call).isNotEqualTo(expected);
        } else {
          softly.assertThat(actual).as("%s", call).isEqualTo(expected);
        }
      }
    }

    softly.assertAll();
  }

  @Test
  void everyDifferenceIsToldWithItsReason() {
    Set<String> reasons = new TreeSet<>();
    for (String script : SCRIPTS) {
      calls(script).stream().filter(Call::differs).forEach(call -> reasons.add(call.reason()));
    }

    assertThat(Page.of("docs/reference/londiste-compatibility.md").rows("Answers that differ"))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void everyFunctionIsCalled() {
    StringBuilder text = new StringBuilder();
    SCRIPTS.forEach(script -> calls(script).forEach(call -> text.append(call.sql())));

    assertThat(Originals.create().ours().query(FUNCTIONS))
        .hasSizeGreaterThan(100)
        .allSatisfy(name -> assertThat(text.toString()).contains(name + "("));
  }

  /** Every statement ends with a semicolon at the end of its line. */
  private static List<Call> calls(String script) {
    List<Call> calls = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    String reason = "";
    int number = 0;
    for (String line :
        Sql.text(OriginalCallsIT.class, "calls/" + script + ".sql").lines().toList()) {
      number++;
      if (line.startsWith(PIN)) {
        reason = line.substring(PIN.length());
      } else if (!line.startsWith("--") && !line.isBlank()) {
        sql.append(line);
        if (line.endsWith(";")) {
          calls.add(new Call(script, number, sql.substring(0, sql.length() - 1), reason));
          sql.setLength(0);
          reason = "";
        } else {
          sql.append('\n');
        }
      }
    }
    assertThat(calls).as("calls of %s", script).hasSizeGreaterThan(50);
    return calls;
  }

  private static String answer(Connection connection, String sql) {
    StringBuilder answer = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          append(answer, rows);
        }
      } else {
        answer.append("rows: ").append(statement.getUpdateCount()).append('\n');
      }
      for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
        append(answer, next);
      }
    } catch (SQLException e) {
      append(answer, e);
    }
    return answer.toString();
  }

  private static void append(StringBuilder answer, ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    while (rows.next()) {
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        String name = columns.getColumnLabel(column).toLowerCase(Locale.ROOT);
        String value = rows.getString(column);
        boolean masked = UNSTEADY.contains(name) && value != null;
        answer.append(name).append('=').append(masked ? "…" : value).append(' ');
      }
      answer.append('\n');
    }
  }

  private static void append(StringBuilder answer, SQLWarning warning) {
    ServerErrorMessage message =
        warning instanceof PSQLWarning ours ? ours.getServerErrorMessage() : null;
    if (message != null && "WARNING".equals(message.getSeverity())) {
      answer.append("WARNING ").append(message.getMessage()).append('\n');
    }
  }

  /** Constraints are told by their kind and table: what they are called is nobody's business. */
  private static void append(StringBuilder answer, SQLException error) {
    ServerErrorMessage message =
        error instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
    answer.append("ERROR ");
    if (message == null) {
      answer.append(error.getMessage());
    } else if (message.getConstraint() != null) {
      answer.append(message.getSQLState()).append(" on ").append(message.getTable());
    } else {
      answer.append(message.getMessage());
    }
    answer.append('\n');
  }
}
