package org.jlondiste.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jlondiste.model.ConnectTarget;

/** Turns a target into a JDBC connection. */
final class Connector {
  private Connector() {}

  static Connection connect(ConnectTarget target, String purpose) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (!target.password().isEmpty()) {
      properties.setProperty("password", target.password().reveal());
    }
    properties.setProperty("ApplicationName", purpose);
    String hosts =
        target.addresses().stream()
            .map(address -> address.host() + ":" + address.port())
            .collect(Collectors.joining(","));
    return DriverManager.getConnection(
        "jdbc:postgresql://" + hosts + "/" + target.database(), properties);
  }
}
