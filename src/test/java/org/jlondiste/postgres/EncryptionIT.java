package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jlondiste.config.ConnectString;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate for db.example, which knows bob by his. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptionIT {
  private static final Sql IS_ENCRYPTED =
      Sql.composed(
          "is encrypted",
          "select ssl from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()");

  private final Path directory;
  private final Path serverCertificate;
  private final Path bobsCertificate;
  private final org.jlondiste.support.Server server;

  EncryptionIT(@TempDir Path directory) throws Exception {
    assumeThat(Servers.get("18").socketDirectory()).isNotEmpty();
    this.directory = directory;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Certificates certificates = new Certificates(directory);
    serverCertificate = certificates.make("db.example", "RSA");
    bobsCertificate = certificates.make("bob", "EC");
    Path rules =
        Files.writeString(
            directory.resolve("hba"),
            """
            hostssl all bob      127.0.0.1/32 cert
            hostssl all tls      127.0.0.1/32 trust
            host    all postgres 127.0.0.1/32 trust
            """);
    server =
        Servers.fresh(
            "18",
            Map.of(
                "hba_file", rules.toString(),
                "ssl", "on",
                "ssl_cert_file", serverCertificate.toString(),
                "ssl_key_file", keyOfServer(directory).toString(),
                "ssl_ca_file", bobsCertificate.toString()));
    server.database().run("create role tls login", "create role bob login");
  }

  /** The server insists that its key is its own or root's, and closed to others. */
  private static Path keyOfServer(Path directory) throws IOException {
    Path key = directory.resolve("db.example.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    Path serversOwn = Path.of(Servers.get("18").socketDirectory());
    if (Files.getOwner(key).equals(Files.getOwner(serversOwn))) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } else {
      Files.setAttribute(key, "unix:gid", Files.getAttribute(serversOwn, "unix:gid"));
    }
    return key;
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  private Session open(String text) {
    return open(text, Path.of("/nowhere"));
  }

  private Session open(String text, Path home) {
    String whole = "hostaddr=127.0.0.1 dbname=postgres port=" + server.port() + " " + text;
    return Session.open(ConnectString.parse(whole, Map.of(), home), "encryption test");
  }

  private boolean isEncrypted(String text) {
    try (Session session = open(text)) {
      return session.row(IS_ENCRYPTED.bound()).bool("ssl");
    }
  }

  private void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theModeSaysWhetherToEncrypt() {
    assertThat(isEncrypted("user=tls")).isTrue();
    assertThat(isEncrypted("user=tls sslmode=allow")).isTrue();
    assertThat(isEncrypted("user=tls sslmode=require")).isTrue();
    assertThat(isEncrypted("user=postgres sslmode=prefer")).isTrue();
    assertThat(isEncrypted("user=postgres sslmode=disable")).isFalse();
    assertThat(isEncrypted("user=postgres sslmode=allow")).isFalse();
    assertThat(isEncrypted("user=tls sslmode=require sslnegotiation=direct")).isTrue();
    assertRefused("user=tls sslmode=disable", "no pg_hba.conf entry");
    int plain = Servers.get("18").port();
    assertRefused("user=postgres sslmode=require port=" + plain, "does not support SSL");
  }

  @Test
  void theServersCertificateIsChecked() {
    String root = " sslrootcert=" + serverCertificate;
    String wrongRoot = " sslrootcert=" + bobsCertificate;

    assertThat(isEncrypted("user=tls host=db.example sslmode=verify-full" + root)).isTrue();
    assertThat(isEncrypted("user=tls host=other.example sslmode=verify-ca" + root)).isTrue();
    assertRefused("user=tls host=other.example sslmode=verify-full" + root, "other.example");
    assertRefused("user=tls host=db.example sslmode=verify-ca" + wrongRoot, "certification path");
    assertRefused("user=tls sslmode=require" + wrongRoot, "certification path");
    assertRefused(
        "user=tls host=db.example sslmode=verify-full sslrootcert=system", "certification path");
    assertRefused("user=tls sslmode=verify-ca sslrootcert=/nowhere.crt", "/nowhere.crt");
  }

  @Test
  void theClientShowsItsCertificate() throws IOException {
    String key = directory.resolve("bob.key").toString();
    Path home = Files.createDirectory(directory.resolve("home"));
    Path settings = Files.createDirectory(home.resolve(".postgresql"));
    Files.copy(bobsCertificate, settings.resolve("postgresql.crt"));
    Files.copy(Path.of(key), settings.resolve("postgresql.key"));

    assertThat(isEncrypted("user=bob sslcert=" + bobsCertificate + " sslkey=" + key)).isTrue();
    try (Session session = open("user=bob", home)) {
      assertThat(session.row(IS_ENCRYPTED.bound()).bool("ssl")).isTrue();
    }
    assertRefused("user=bob", "client certificate");
    assertThatThrownBy(() -> open("user=bob sslcertmode=disable", home))
        .hasMessageContaining("client certificate");
  }
}
