package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlondiste.config.ConnectString;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
@AcrossVersions
class ConnectorIT {
  private static final String HOME_OF_NOBODY = "/nowhere";

  static Stream<String> versions() {
    return Servers.versions().stream();
  }

  private static Session open(String connectString) {
    return Session.open(
        ConnectString.parse(connectString, Map.of(), Path.of(HOME_OF_NOBODY)), "connector test");
  }

  private static String setting(Session session, String name) {
    return session
        .row(
            Sql.composed("setting", "select pg_catalog.current_setting(:name) as value")
                .with("name", name))
        .text("value");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void noSettingOfTheDatabaseGetsThrough(String version) {
    Database database = Servers.get(version).createDatabase();
    Map<String, String> hostile =
        Map.of(
            "DateStyle", "SQL, DMY",
            "IntervalStyle", "sql_standard",
            "TimeZone", "Asia/Tokyo",
            "extra_float_digits", "-5",
            "search_path", "public",
            "statement_timeout", "60000",
            "default_transaction_read_only", "on",
            "default_transaction_isolation", "serializable",
            "array_nulls", "off",
            "client_min_messages", "error");
    hostile.forEach(
        (name, value) ->
            database
                .server()
                .database()
                .run("alter database " + database.name() + " set " + name + " to '" + value + "'"));

    try (Session session = open(database.connectString())) {
      boolean old = session.server().versionNumber() < 90000;
      assertThat(
              hostile.keySet().stream()
                  .collect(Collectors.toMap(name -> name, name -> setting(session, name))))
          .isEqualTo(
              Map.of(
                  "DateStyle", "ISO, YMD",
                  "IntervalStyle", "postgres",
                  "TimeZone", "UTC",
                  "extra_float_digits", old ? "2" : "3",
                  "search_path", "pg_catalog",
                  "statement_timeout", "0",
                  "default_transaction_read_only", "off",
                  "default_transaction_isolation", "read committed",
                  "array_nulls", "on",
                  "client_min_messages", "warning"));
    }
  }

  /** The first statement of a session may take longer. */
  @ParameterizedTest
  @MethodSource("versions")
  void aTimeoutOfAMillisecondIsNoObstacle(String version) {
    Database database = Servers.get(version).createDatabase();
    database
        .server()
        .database()
        .run("alter database " + database.name() + " set statement_timeout to 1");

    for (int i = 0; i < 20; i++) {
      try (Session session = open(database.connectString() + " options='-c work_mem=1234kB'")) {
        assertThat(setting(session, "statement_timeout")).isEqualTo("0");
        assertThat(setting(session, "work_mem")).isEqualTo("1234kB");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void valuesComeAsTheServerPrintsThemHoweverOftenAStatementRuns(String version)
      throws SQLException {
    Database database = Servers.get(version).createDatabase();
    String sql =
        "select 1e10::float8, 0.1::float8 + 0.2::float8, '2020-03-04 05:06:07+09'::timestamptz";

    try (Session session = open(database.connectString());
        PreparedStatement statement = session.connection().prepareStatement(sql)) {
      for (int i = 0; i < 12; i++) {
        try (ResultSet answer = statement.executeQuery()) {
          assertThat(answer.next()).isTrue();
          assertThat(answer.getString(1)).isEqualTo("10000000000");
          assertThat(answer.getString(2)).startsWith("0.3000000000000000");
          assertThat(answer.getString(3)).isEqualTo("2020-03-03 20:06:07+00");
        }
      }
    }
  }

  @Test
  void aSocketDirectoryServesAllThatTcpServes() {
    Database database = Servers.get("18").createDatabase();
    String directory = database.server().socketDirectory();
    assumeThat(directory).isNotEmpty();
    String text =
        database.connectString().replace("host=127.0.0.1", "host=" + directory)
            + " sslmode=verify-full";

    try (Session session = open(text);
        Session other = open(database.connectString())) {
      session.execute("create table public.t (a text)");
      try (CopyIn copy = session.copyIn("copy public.t from stdin")) {
        byte[] line = ("x".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50; i++) {
          copy.write(line, 0, line.length);
        }
        copy.finish();
      }
      int[] bytes = {0};
      session.copyOut("copy public.t to stdout", piece -> bytes[0] += piece.length);
      session.execute("listen news");
      boolean before = session.awaitNotification(Duration.ofMillis(20));
      other.execute("notify news");
      boolean after = session.awaitNotification(Duration.ofSeconds(60));

      assertThat(bytes[0]).isEqualTo(5_000_050);
      assertThat(before).isFalse();
      assertThat(after).isTrue();
      assertThat(session.target().toString()).contains("at " + directory + ":");
    }
  }

  @Test
  void aStatementCanBeCancelledThroughASocket() {
    Database database = Servers.get("18").createDatabase();
    String directory = database.server().socketDirectory();
    assumeThat(directory).isNotEmpty();

    try (Session session =
        open(database.connectString().replace("host=127.0.0.1", "host=" + directory))) {
      Thread canceller =
          new Thread(
              () -> {
                Await.until(
                    "the statement runs",
                    () ->
                        database.count(
                                "select count(*) from pg_stat_activity where query like"
                                    + " 'select pg_sleep%' and state = 'active'")
                            == 1);
                session.cancel();
              });
      canceller.start();

      assertThatThrownBy(() -> session.execute("select pg_sleep(120)"))
          .isInstanceOfSatisfying(
              DatabaseError.class, error -> assertThat(error.sqlState()).isEqualTo("57014"));
    }
  }

  @Test
  void theFirstAddressThatAnswersIsTaken() {
    Database database = Servers.get("18").createDatabase();
    int port = database.server().port();
    String text =
        "host=/nowhere,no.invalid,127.0.0.1 hostaddr=,,127.0.0.1 port=1,1,"
            + port
            + " user=postgres dbname="
            + database.name();

    try (Session session = open(text)) {
      assertThat(session.server().versionNumber()).isGreaterThan(180000);
    }
    assertThatThrownBy(() -> open(text.replace("," + port, ",1")))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining("/nowhere/.s.PGSQL.1: No such file or directory; ")
        .hasMessageContaining("host no.invalid is not known; ")
        .hasMessageEndingWith("127.0.0.1:1: Connection refused");
  }

  @Test
  void aRefusalIsTheAnswer() {
    Database database = Servers.get("18").createDatabase();
    int port = database.server().port();
    String text = "host=127.0.0.1,127.0.0.1 port=" + port + " user=postgres dbname=nix";

    assertThatThrownBy(() -> open(text))
        .isInstanceOfSatisfying(
            DatabaseError.class, error -> assertThat(error.sqlState()).isEqualTo("3D000"))
        .hasMessageContaining("database \"nix\" does not exist");
  }

  @Test
  void theWantedKindOfServerIsFound() {
    Database writable = Servers.get("15").createDatabase("kind");
    Database readable = Servers.get("18").database();
    readable.run(
        "drop database if exists " + writable.name(),
        "create database " + writable.name(),
        "alter database " + writable.name() + " set default_transaction_read_only = on");
    String text =
        "host=127.0.0.1,127.0.0.1 user=postgres dbname=%s port=%d,%d target_session_attrs="
            .formatted(writable.name(), readable.server().port(), writable.server().port());

    assertThat(version(text + "any")).isEqualTo(18);
    assertThat(version(text + "read-write")).isEqualTo(15);
    assertThat(version(text + "read-only")).isEqualTo(18);
    assertThat(version(text + "primary")).isEqualTo(18);
    assertThat(version(text + "prefer-standby")).isEqualTo(18);
    assertThatThrownBy(() -> version(text + "standby"))
        .hasMessageContaining("the server is not standby");
    readable.run("drop database " + writable.name());
  }

  @Test
  void aStandbyIsToldFromAPrimary() throws IOException {
    try (org.jlondiste.support.Server standby = Servers.fresh("18")) {
      assumeThat(standby.socketDirectory()).isNotEmpty();
      standby.stop();
      Files.createFile(Path.of(standby.socketDirectory(), "data", "standby.signal"));
      standby.start();
      int primary = Servers.get("15").port();
      String text =
          "host=127.0.0.1,127.0.0.1 user=postgres dbname=postgres port=%d,%d target_session_attrs="
              .formatted(primary, standby.port());

      assertThat(version(text + "standby")).isEqualTo(18);
      assertThat(version(text + "prefer-standby")).isEqualTo(18);
      assertThat(version(text + "read-only")).isEqualTo(18);
      assertThat(version(text + "primary")).isEqualTo(15);
    }
  }

  private static int version(String text) {
    try (Session session = open(text)) {
      return session.server().versionNumber() / 10000;
    }
  }

  @Test
  void aTimeZoneThatTheServerDoesNotKnowIsNoObstacle() {
    Database database = Servers.get("9.6").createDatabase();
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(new SimpleTimeZone(3_600_000, "Nowhere/Land"));

    try (Session session = open(database.connectString())) {
      assertThat(setting(session, "TimeZone")).isEqualTo("UTC");
      assertThat(TimeZone.getDefault().getID()).isEqualTo("Nowhere/Land");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String text =
          "host=127.0.0.1 user=postgres sslmode=disable connect_timeout=1 port="
              + silent.getLocalPort();

      assertThatThrownBy(() -> open(text))
          .isInstanceOfSatisfying(
              DatabaseError.class, error -> assertThat(error.isConnectionLoss()).isTrue());
    }
  }

  @Test
  void theApplicationNameIsThePurposeUnlessTheStringHasOne() {
    Database database = Servers.get("18").createDatabase();

    try (Session plain = open(database.connectString());
        Session named = open(database.connectString() + " application_name='my name'");
        Session options = open(database.connectString() + " options='-c work_mem=1234kB'")) {
      assertThat(setting(plain, "application_name")).isEqualTo("connector test");
      assertThat(setting(named, "application_name")).isEqualTo("my name");
      assertThat(setting(options, "work_mem")).isEqualTo("1234kB");
    }
  }

  @Test
  void passwordsAreFoundPerAddressAndNeverShown(@TempDir Path home) throws IOException {
    Path rules =
        readable(
            home, "hba", "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 md5\n");
    assumeThat(Servers.get("18").socketDirectory()).isNotEmpty();
    try (org.jlondiste.support.Server first =
            Servers.fresh("9.6", Map.of("hba_file", rules.toString()));
        org.jlondiste.support.Server second =
            Servers.fresh("18", Map.of("hba_file", rules.toString()))) {
      first.database().run("create role bob login password 'first one'");
      second.database().run("create role bob login password 'second:one'");
      Path passwords = home.resolve(".pgpass");
      Files.writeString(
          passwords,
          "*:" + first.port() + ":*:bob:first one\n*:" + second.port() + ":*:bob:second\\:one\n");
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
      String text = "host=127.0.0.1 user=bob dbname=postgres port=";

      for (int port : List.of(first.port(), second.port())) {
        Session.open(ConnectString.parse(text + port, Map.of(), home), "test").close();
        assertThatThrownBy(() -> open(text + port))
            .isInstanceOfSatisfying(DatabaseError.class, ConnectorIT::assertHelpsWithPasswords);
        assertThatThrownBy(() -> open(text + port + " password=wrong1"))
            .isInstanceOfSatisfying(DatabaseError.class, ConnectorIT::assertHelpsWithPasswords)
            .hasMessageNotContaining("wrong1");
      }
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(
              () -> Session.open(ConnectString.parse(text + first.port(), Map.of(), home), "test"))
          .extracting(error -> ((DatabaseError) error).hint())
          .asString()
          .contains(".pgpass was not used because others may read it");
    }
  }

  private static void assertHelpsWithPasswords(DatabaseError error) {
    assertThat(error.hint()).contains("~/.pgpass");
  }

  /** A file in a directory that every account can enter. */
  private static Path readable(Path directory, String name, String text) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.writeString(directory.resolve(name), text);
  }
}
