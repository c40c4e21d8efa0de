package org.jlondiste.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.Secret;
import org.jlondiste.postgres.Session;

/**
 * One database of a {@link Server}. Every call opens a connection of its own, so that nothing is
 * left over from the one before, and any number of threads may call.
 */
public final class Database {
  private final Server server;
  private final String name;

  Database(Server server, String name) {
    this.server = server;
    this.name = name;
  }

  public Server server() {
    return server;
  }

  public String name() {
    return name;
  }

  /** How users write it in an INI file: {@code host=… port=… dbname=… user=…}. */
  public String connectString() {
    return connectString("postgres");
  }

  /** The same for another role. */
  public String connectString(String role) {
    return "host=" + server.host() + " port=" + server.port() + " dbname=" + name + " user=" + role;
  }

  /** How the driver writes it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + name;
  }

  /** How jlondiste writes it. */
  public ConnectTarget target() {
    return new ConnectTarget(
        List.of(new ConnectTarget.Address(server.host(), server.port())),
        name,
        "postgres",
        Secret.NONE,
        Map.of());
  }

  /** A session as jlondiste opens it. */
  public Session session() {
    return Session.open(target(), "test");
  }

  /** A plain connection, for tests that hold transactions open. */
  public Connection connect() throws SQLException {
    return connect("postgres");
  }

  /** A plain connection of another role. */
  public Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(jdbcUrl() + "?user=" + role + "&ApplicationName=test");
  }

  /** Runs statements on one connection, each in a transaction of its own. */
  public void run(String... statements) {
    runAs("postgres", statements);
  }

  /** Runs statements as another role, each in a transaction of its own. */
  public void runAs(String role, String... statements) {
    execute(role, true, statements);
  }

  /** Runs statements in one transaction. */
  public void runTogether(String... statements) {
    execute("postgres", false, statements);
  }

  private void execute(String role, boolean autoCommit, String... statements) {
    try (Connection connection = connect(role)) {
      connection.setAutoCommit(autoCommit);
      for (String text : statements) {
        try (Statement statement = connection.createStatement()) {
          statement.setEscapeProcessing(false);
          statement.execute(text);
        } catch (SQLException e) {
          throw refused(text, e);
        }
      }
      if (!autoCommit) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw refused(String.join(";\n", statements), e);
    }
  }

  /**
   * All rows of an answer, each as its values joined by {@code |}, with {@code null} for NULL: what
   * one writes down in a test.
   */
  public List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet resultSet = statement.executeQuery(sql)) {
        int width = resultSet.getMetaData().getColumnCount();
        List<String> rows = new ArrayList<>();
        while (resultSet.next()) {
          StringBuilder row = new StringBuilder();
          for (int column = 1; column <= width; column++) {
            row.append(column == 1 ? "" : "|").append(resultSet.getString(column));
          }
          rows.add(row.toString());
        }
        return rows;
      }
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  /** The only value of an answer of one row and one column; {@code null} for NULL. */
  public String value(String sql) {
    List<String> rows = query(sql);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows, not one: " + sql);
    }
    return rows.get(0);
  }

  /** The only value of an answer, as a number. */
  public long count(String sql) {
    return Long.parseLong(value(sql));
  }

  /**
   * Runs the statements over and over, each in a transaction of its own, until the writer is
   * stopped. In them {@code :n} stands for the number of the round: 1, 2, 3, …
   */
  public Writer keepWriting(String... statements) {
    return Writer.start(this, List.of(statements));
  }

  /**
   * Keeps inserting, changing and deleting rows of a table that has an integer key {@code id} and a
   * text column {@code note}. It uses ids from 1,000,001 on.
   */
  public Writer keepWritingTo(String table) {
    return keepWriting(
        "insert into " + table + " (id, note) values (1000000 + :n, 'new ' || :n)",
        "update " + table + " set note = 'changed in ' || :n where id = 1000000 + :n / 2",
        "delete from " + table + " where id = 1000000 + :n - 40 and :n % 3 = 0");
  }

  private AssertionError refused(String sql, SQLException cause) {
    return new AssertionError(this + " refuses: " + sql + "\n" + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return "database " + name + " (" + server + ")";
  }
}
