package org.jlondiste.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * As much of psql as the tutorial uses, so that the test needs no client programs: {@code [-X] [-q]
 * [-d] CONNSTR [-c SQL]}, else SQL from standard input.
 */
final class PlainSql {
  private PlainSql() {}

  /** Runs the statements; ends with an exception if one is refused. */
  public static void main(String[] arguments) throws IOException, SQLException {
    String sql = "";
    String connection = "";
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "-X", "-q", "-d" -> {}
        case "-c" -> sql = arguments[++i];
        default -> connection = arguments[i];
      }
    }
    if (sql.isEmpty()) {
      sql = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> words = new HashMap<>();
    for (String word : connection.split(" ", -1)) {
      int equals = word.indexOf('=');
      words.put(word.substring(0, equals), word.substring(equals + 1));
    }
    String url =
        "jdbc:postgresql://%s:%s/%s?user=%s"
            .formatted(
                words.get("host"), words.get("port"), words.get("dbname"), words.get("user"));
    try (Connection session = DriverManager.getConnection(url);
        Statement statement = session.createStatement()) {
      boolean rows = statement.execute(sql);
      while (rows) {
        print(statement.getResultSet());
        rows = statement.getMoreResults();
      }
    }
  }

  private static void print(ResultSet rows) throws SQLException {
    while (rows.next()) {
      System.out.println(rows.getString(1));
    }
  }
}
