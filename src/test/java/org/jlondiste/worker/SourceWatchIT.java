package org.jlondiste.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.Restraint.Limits;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A provider that suffers is noticed, on real servers. */
@AcrossVersions
class SourceWatchIT {
  private final Restraint restraint = new Restraint();
  private Database local;
  private Database source;
  private Session session;
  private SourceWatch watch;

  @BeforeEach
  void aNodeThatNotes() {
    local = Servers.get("17").createDatabase("watching");
    local.run(
        "create schema jlondiste",
        "create table jlondiste.restraint"
            + " (queue_name text primary key, percent int not null, reason text not null)");
    source = local;
    session = local.session();
    LocalNode node =
        new LocalNode(
            "myappq", "worker", purpose -> local.session(), (where, purpose) -> source.session());
    watch = new SourceWatch(node, restraint, Duration.ofMillis(20));
  }

  @AfterEach
  void close() {
    watch.stop();
    session.close();
  }

  static List<String> versions() {
    return Servers.versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void sessionsAtWork(String version) throws SQLException {
    source = Servers.get(version).createDatabase("watched");
    watch(new Limits(1, 0, Duration.ZERO));

    try (Connection one = atWork(source);
        Connection other = atWork(source)) {
      Await.until("the source is spared", () -> restraint.share() < 1);
      assertThat(restraint.reason()).contains("active sessions, more than 1");
      Await.until("it is noted", () -> noted().contains("active sessions, more than 1"));
      source.run(
          "select pg_cancel_backend(" + pid(one) + "), pg_cancel_backend(" + pid(other) + ")");
      Await.until("all is well again", () -> restraint.share() == 1);
    }

    Await.until("nothing is noted any more", () -> noted().isEmpty());
  }

  /** What a server knows of a standby is what that says of itself. */
  @Test
  void aStandbyThatIsBehind() throws SQLException {
    source = Servers.get("17").createDatabase("watched");
    source.run("create table written (text text)");
    watch(new Limits(0, 20_000, Duration.ZERO));

    try (Connection standby = replication(source)) {
      LogSequenceNumber begin = position(source);
      try (PGReplicationStream stream =
          standby
              .unwrap(PGConnection.class)
              .getReplicationAPI()
              .replicationStream()
              .physical()
              .withStartPosition(begin)
              .start()) {
        report(stream, begin);
        source.run("insert into written select repeat('x', 100) from generate_series(1, 1000)");
        Await.until("the source is spared", () -> restraint.share() < 1);
        assertThat(restraint.reason()).startsWith("a standby is ").endsWith(" more than 20000");
        report(stream, position(source));
        Await.until("all is well again", () -> restraint.share() == 1);
      }
    }
  }

  private static LogSequenceNumber position(Database source) {
    return LogSequenceNumber.valueOf(source.value("select pg_current_wal_lsn()::text"));
  }

  private static void report(PGReplicationStream stream, LogSequenceNumber applied)
      throws SQLException {
    stream.setFlushedLSN(applied);
    stream.setAppliedLSN(applied);
    stream.forceUpdateStatus();
  }

  private void watch(Limits limits) {
    watch.follow(session, "the source", limits);
  }

  private String noted() {
    return String.join("", local.query("select reason from jlondiste.restraint"));
  }

  /** A connection on which a statement runs that takes long. */
  private static Connection atWork(Database source) throws SQLException {
    Connection connection = source.connect();
    Thread work = new Thread(() -> sleep(connection));
    work.setDaemon(true);
    work.start();
    return connection;
  }

  private static void sleep(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_sleep(60)");
      throw new AssertionError("nobody cancelled it");
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("57014");
    }
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  private static Connection replication(Database source) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("replication", "true");
    properties.setProperty("assumeMinServerVersion", "9.4");
    properties.setProperty("preferQueryMode", "simple");
    return DriverManager.getConnection(source.jdbcUrl(), properties);
  }
}
