package org.jlondiste.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.ConnectTarget.Address;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;

/**
 * Turns a target into a JDBC connection as libpq would: one address after the other until one
 * answers and is the kind of server that {@code target_session_attrs} asks for. The connection
 * comes with every setting pinned that could change a value's text or end a long wait.
 */
final class Connector {
  /** SQLSTATE by which the driver says that it will not go on with a login. */
  private static final String REJECTED = "08004";

  /** SQLSTATEs by which a server ends what lasts too long, and the settings that make it do so. */
  private static final Map<String, String> TIMEOUTS =
      Map.of(
          "57014", "statement_timeout",
          "57P05", "idle_session_timeout",
          "25P03", "idle_in_transaction_session_timeout",
          "25P04", "transaction_timeout");

  private static final String URL = "jdbc:postgresql://";
  static final String SETTINGS = "pin_settings.sql";
  static final Sql PIN_SETTINGS = Sql.of(Connector.class, SETTINGS);
  private static final Sql IS_IN_RECOVERY = Sql.of(Connector.class, "is_in_recovery.sql");
  private static final Sql IS_READ_ONLY = Sql.of(Connector.class, "is_read_only.sql");

  /** Held strongly: a logger nobody holds forgets its level. The driver warns of old servers. */
  private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

  private final Driver driver = new Driver();
  private final ConnectTarget target;
  private final String purpose;
  private final List<String> failures = new ArrayList<>();
  private @Nullable SQLException lastFailure;

  private Connector(ConnectTarget target, String purpose) {
    this.target = target;
    this.purpose = purpose;
  }

  /**
   * Connects.
   *
   * @param purpose shown as {@code application_name}, unless the target brings its own
   * @throws SQLException if the server refuses the login, or no address leads to a fitting server
   */
  static Connection connect(ConnectTarget target, String purpose) throws SQLException {
    DRIVER_LOG.setLevel(Level.OFF);
    Set<String> turnedOff = new LinkedHashSet<>();
    while (true) {
      try {
        return new Connector(without(turnedOff, target), purpose).connect();
      } catch (SQLException e) {
        // a timeout of the role or database ended even the statement that turns it off
        String timeout = TIMEOUTS.get(String.valueOf(e.getSQLState()));
        if (timeout == null || !turnedOff.add(timeout)) {
          throw e;
        }
      }
    }
  }

  /** Not the usual way: a pool between may refuse options, and old servers do not know them all. */
  private static ConnectTarget without(Set<String> timeouts, ConnectTarget target) {
    if (timeouts.isEmpty()) {
      return target;
    }
    String options =
        timeouts.stream().map(timeout -> "-c " + timeout + "=0").collect(Collectors.joining(" "));
    Map<String, String> parameters = new HashMap<>(target.parameters());
    parameters.merge("options", options, (own, off) -> own + " " + off);
    return new ConnectTarget(
        target.addresses(),
        target.database(),
        target.user(),
        target.password(),
        parameters,
        target.remark());
  }

  private Connection connect() throws SQLException {
    String wanted = target.parameters().getOrDefault("target_session_attrs", "any");
    List<Address> addresses = new ArrayList<>(target.addresses());
    if (target.parameters().getOrDefault("load_balance_hosts", "disable").equals("random")) {
      Collections.shuffle(addresses);
    }
    boolean anyWillDo = wanted.equals("prefer-standby");
    Optional<Connection> found = firstOf(addresses, anyWillDo ? "standby" : wanted);
    if (found.isEmpty() && anyWillDo) {
      failures.clear();
      found = firstOf(addresses, "any");
    }
    if (found.isPresent()) {
      return found.get();
    }
    SQLException last = lastFailure;
    throw new SQLException(
        String.join("; ", failures), last == null ? "08001" : last.getSQLState(), last);
  }

  /** The first address that answers with a server of the wanted kind. */
  private Optional<Connection> firstOf(List<Address> addresses, String wanted) throws SQLException {
    for (Address address : addresses) {
      for (Endpoint endpoint : endpoints(address)) {
        Connection connection = attempt(address, endpoint);
        if (connection == null) {
          continue;
        }
        try {
          if (isOfKind(connection, wanted)) {
            pinSettings(connection);
            return Optional.of(connection);
          }
          failures.add(endpoint + ": the server is not " + wanted);
        } catch (SQLException e) {
          connection.close();
          throw e;
        }
        connection.close();
      }
    }
    return Optional.empty();
  }

  /** A connection; null if nobody answered there, so that the next address may be tried. */
  private @Nullable Connection attempt(Address address, Endpoint endpoint) throws SQLException {
    Properties properties = DriverProperties.of(target, address, endpoint, purpose);
    try {
      return open(properties);
    } catch (SQLException e) {
      if (isAboutPassword(e) && target.passwordAt(address).isEmpty()) {
        throw new SQLException("the server wants a password and none is known", REJECTED, e);
      }
      if (!isUnreachable(e)) {
        throw e;
      }
      failures.add(endpoint + ": " + reason(e));
      lastFailure = e;
      return null;
    }
  }

  private Connection open(Properties properties) throws SQLException {
    try {
      return connected(properties);
    } catch (SQLException e) {
      if ("22023".equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains("TimeZone")) {
        return openInUtc(properties);
      }
      throw e;
    }
  }

  /**
   * The driver insists on announcing the JVM's time zone, and an old server may not know that zone
   * yet. The zone of the session is pinned afterwards anyway.
   */
  private Connection openInUtc(Properties properties) throws SQLException {
    synchronized (Connector.class) {
      TimeZone zone = TimeZone.getDefault();
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      try {
        return connected(properties);
      } finally {
        TimeZone.setDefault(zone);
      }
    }
  }

  private Connection connected(Properties properties) throws SQLException {
    Connection connection = driver.connect(URL, properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL " + URL);
    }
    return connection;
  }

  private List<Endpoint> endpoints(Address address) {
    if (address.isSocketDirectory()) {
      return List.of(Endpoint.socket(address));
    }
    String name = address.hostAddress().isEmpty() ? address.host() : address.hostAddress();
    try {
      List<Endpoint> endpoints = new ArrayList<>();
      for (InetAddress internetAddress : InetAddress.getAllByName(name)) {
        endpoints.add(Endpoint.internet(address, internetAddress));
      }
      return endpoints;
    } catch (UnknownHostException e) {
      failures.add("host " + name + " is not known");
      return List.of();
    }
  }

  private static boolean isOfKind(Connection connection, String wanted) throws SQLException {
    return switch (wanted) {
      case "primary" -> !isInRecovery(connection);
      case "standby" -> isInRecovery(connection);
      case "read-write" -> !isTrue(connection, IS_READ_ONLY);
      case "read-only" -> isTrue(connection, IS_READ_ONLY);
      default -> true;
    };
  }

  private static boolean isInRecovery(Connection connection) throws SQLException {
    return server(connection).hasHotStandby() && isTrue(connection, IS_IN_RECOVERY);
  }

  private static Server server(Connection connection) throws SQLException {
    return new Server(
        connection.unwrap(BaseConnection.class).getQueryExecutor().getServerVersionNum());
  }

  private static PreparedStatement prepare(Connection connection, Sql sql) throws SQLException {
    return connection.prepareStatement(sql.form(server(connection)).statement());
  }

  private static boolean isTrue(Connection connection, Sql question) throws SQLException {
    try (PreparedStatement statement = prepare(connection, question);
        ResultSet answer = statement.executeQuery()) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static void pinSettings(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection, PIN_SETTINGS)) {
      statement.execute();
    }
  }

  /** The driver refuses several things by one code; only its English words tell them apart. */
  private static boolean isAboutPassword(SQLException e) {
    return REJECTED.equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains("password");
  }

  /** True if no server took part in the refusal, or one that is only starting up. */
  private static boolean isUnreachable(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || (state.startsWith("08") && !state.equals(REJECTED))
        || state.equals("57P03");
  }

  /** The network's own words where there are any: the driver's are long and guess. */
  private static String reason(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return String.valueOf(e.getMessage());
  }
}
