package org.jlondiste.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.ConnectTarget.Address;
import org.jlondiste.model.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStringTest {
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private List<Path> socketDirectories = List.of();

  ConnectStringTest(@TempDir Path home) {
    this.home = home;
    environment.put("PGSYSCONFDIR", home.resolve("none").toString());
  }

  private ConnectTarget parse(String text) {
    return ConnectString.parse(text, new Surroundings(environment, home, "ann", socketDirectories));
  }

  private void write(String file, String text, String permissions) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void keywordsSayWhereAndWho() {
    ConnectTarget target = parse("host=db1 port=6543 dbname=shop user=bob password=secret");

    assertThat(target.addresses()).containsExactly(new Address("db1", 6543));
    assertThat(target.database()).isEqualTo("shop");
    assertThat(target.user()).isEqualTo("bob");
    assertThat(target.password()).isEqualTo(new Secret("secret"));
    assertThat(target.parameters()).isEmpty();
  }

  @Test
  void anEmptyStringMeansTheUsual() {
    ConnectTarget target = parse("");

    assertThat(target.addresses()).containsExactly(new Address("localhost", 5432));
    assertThat(target.database()).isEqualTo("ann");
    assertThat(target.user()).isEqualTo("ann");
    assertThat(target.password().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`dbname='the shop'`,        `the shop`",
        "`dbname = 'it\\'s'`,        `it's`",
        "`dbname=a\\ b`,             `a b`",
        "`dbname=a\\\\b`,            `a\\b`",
        "`dbname='a\\\\b' `,         `a\\b`",
        "`\tdbname\t=\tx\n`,         `x`",
        "`dbname=x#y;z=1`,           `x#y;z=1`",
        "`dbname=first dbname=last`, `last`",
        "`dbname=''`,                `ann`",
        "`dbname=\"x\"`,             `\"x\"`"
      })
  void valuesAreQuotedAsInLibpq(String text, String database) {
    assertThat(parse(text).database()).isEqualTo(database);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://bob:s%40crt@db1:6543/the%20shop?application_name=a%26b&sslmode=require",
        "postgres://db1:6543/the%20shop?user=bob&password=s%40crt&application_name=a%26b&sslmode=require",
        "postgresql:///the%20shop?host=db1&port=6543&user=bob&password=s%40crt&application_name=a%26b&ssl=true"
      })
  void urisSayTheSame(String uri) {
    ConnectTarget target = parse(uri);

    assertThat(target.addresses()).containsExactly(new Address("db1", 6543));
    assertThat(target.database()).isEqualTo("the shop");
    assertThat(target.user()).isEqualTo("bob");
    assertThat(target.password()).isEqualTo(new Secret("s@crt"));
    assertThat(target.parameters())
        .isEqualTo(Map.of("application_name", "a&b", "sslmode", "require"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://                     | localhost:5432",
        "postgresql://db1                  | db1:5432",
        "postgresql://db1:/x               | db1:5432",
        "postgresql://[::1]:6543/x         | ::1:6543",
        "postgresql://[2001:db8::1]        | 2001:db8::1:5432",
        "postgresql://%2Frun%2Fpg:6543/x   | /run/pg:6543",
        "postgresql:///x?host=/run/pg      | /run/pg:5432",
        "postgresql://ann@db1,db2:7000/x   | db1:5432,db2:7000",
        "postgresql://db1:1,[::2]:2,db3:3  | db1:1,::2:2,db3:3",
        "host=db1,db2 port=7000            | db1:7000,db2:7000",
        "host=db1,db2 port=7000,           | db1:7000,db2:5432",
        "host=db1,,db3                     | db1:5432,localhost:5432,db3:5432",
        "hostaddr=10.0.0.1,10.0.0.2        | 10.0.0.1:5432,10.0.0.2:5432"
      })
  void hostsComeInAllShapes(String text, String addresses) {
    assertThat(parse(text).toString()).contains(" at " + addresses + " as ");
  }

  @Test
  void aHostAddressSparesTheLookUpButTheNameStays() {
    ConnectTarget target = parse("host=db1,db2 hostaddr=10.0.0.1,");

    assertThat(target.addresses())
        .containsExactly(
            new Address("db1", "10.0.0.1", 5432, Secret.NONE), new Address("db2", 5432));
  }

  @Test
  void withoutAHostTheFirstUsualDirectoryWithASocketIsTaken() throws IOException {
    Path first = Files.createDirectory(home.resolve("first"));
    Path second = Files.createDirectory(home.resolve("second"));
    Files.createFile(second.resolve(".s.PGSQL.6543"));
    socketDirectories = List.of(first, second);

    assertThat(parse("port=6543").addresses())
        .containsExactly(new Address(second.toString(), 6543));
    assertThat(parse("port=6544").addresses()).containsExactly(new Address("localhost", 6544));
  }

  @Test
  void theEnvironmentFillsWhatTheStringLeavesOpen() {
    environment.putAll(
        Map.of(
            "PGHOST", "db1",
            "PGPORT", "6543",
            "PGDATABASE", "shop",
            "PGUSER", "bob",
            "PGPASSWORD", "secret",
            "PGSSLMODE", "require",
            "PGAPPNAME", "",
            "PGTARGETSESSIONATTRS", "read-write"));

    ConnectTarget target = parse("dbname=other sslmode=disable");

    assertThat(target.toString()).isEqualTo("database other at db1:6543 as bob");
    assertThat(target.password()).isEqualTo(new Secret("secret"));
    assertThat(target.parameters())
        .isEqualTo(Map.of("sslmode", "disable", "target_session_attrs", "read-write"));
  }

  @Test
  void aServiceFillsBeforeTheEnvironment() throws IOException {
    environment.put("PGHOST", "elsewhere");
    environment.put("PGUSER", "bob");
    write(
        ".pg_service.conf",
        """
        # ours
        [other]
        host=no

        [shop]
        host=db1
         port = 6543
        dbname=shop
        host=second
        [more]
        dbname=no
        """,
        "rw-r--r--");

    assertThat(parse("service=shop").toString()).isEqualTo("database shop at db1:6543 as bob");
    assertThat(parse("service=shop dbname=x host=").toString())
        .isEqualTo("database x at localhost:6543 as bob");
    assertThat(parse("postgresql:///?service=more").database()).isEqualTo("no");
  }

  @Test
  void theServiceMayComeFromTheEnvironmentAndFromOtherFiles() throws IOException {
    write("system/pg_service.conf", "[shop]\ndbname=ofsystem\n", "rw-r--r--");
    write("mine.conf", "[shop]\ndbname=mine\n", "rw-r--r--");

    environment.put("PGSYSCONFDIR", home.resolve("system").toString());
    environment.put("PGSERVICE", "shop");
    assertThat(parse("").database()).isEqualTo("ofsystem");
    environment.put("PGSERVICEFILE", "~/mine.conf");
    assertThat(parse("").database()).isEqualTo("mine");
    assertThat(ConnectString.service("host=x service=shop")).isEqualTo("shop");
  }

  @Test
  void aServiceThatCannotBeUsedIsNamed() throws IOException {
    write(
        ".pg_service.conf",
        """
        [odd]
        hots=db1
        [nested]
        service=odd
        [broken]
        db1
        [bad]
        port=1
        sslmode=sure
        """,
        "rw-r--r--");

    assertThatThrownBy(() -> parse("service=shop")).hasMessageContaining("\"shop\"");
    assertThatThrownBy(() -> parse("service=odd"))
        .hasMessageContaining(".pg_service.conf, line 2: unknown keyword \"hots\"");
    assertThatThrownBy(() -> parse("service=nested")).hasMessageContaining("line 4");
    assertThatThrownBy(() -> parse("service=broken")).hasMessageContaining("line 6");
    assertThatThrownBy(() -> parse("service=bad")).hasMessageContaining("line 9: sslmode must be");
  }

  @Test
  void thePasswordFileKnowsEachAddress() throws IOException {
    write(
        ".pgpass",
        """
        # of the shop
        db1:6543:shop:bob:one
        db2:*:*:bob:two:not this
        *:*:sh\\:op:bob:th\\\\r\\:ee
        localhost:*:*:*:local
        /run/pg:*:*:*:socket
        """,
        "rw-------");
    socketDirectories = List.of(Path.of("/tmp"));

    ConnectTarget target = parse("host=db1,db2,db3 port=6543 dbname=shop user=bob");
    List<Secret> passwords = target.addresses().stream().map(target::passwordAt).toList();

    assertThat(passwords).containsExactly(new Secret("one"), new Secret("two"), Secret.NONE);
    assertThat(firstPassword("host=x dbname=sh:op user=bob")).isEqualTo("th\\r:ee");
    assertThat(firstPassword("host=/tmp")).isEqualTo("local");
    assertThat(firstPassword("host=/run/pg")).isEqualTo("socket");
    assertThat(firstPassword("host=db2 user=bob password=given")).isEqualTo("given");
  }

  @Test
  void thePasswordFileMayLieElsewhere() throws IOException {
    write("secret/pass", "*:*:*:*:there\n", "rw-------");

    assertThat(firstPassword("passfile=~/secret/pass")).isEqualTo("there");
    environment.put("PGPASSFILE", home.resolve("secret/pass").toString());
    assertThat(firstPassword("")).isEqualTo("there");
  }

  @Test
  void aPasswordFileThatOthersMayReadIsNotUsed() throws IOException {
    write(".pgpass", "*:*:*:*:open\n", "rw-r-----");

    ConnectTarget target = parse("host=db1");

    assertThat(target.passwordAt(target.addresses().get(0)).isEmpty()).isTrue();
    assertThat(target.remark()).contains(".pgpass was not used").contains("chmod 0600");
  }

  @Test
  void certificatesLieWhereLibpqLooksForThem() throws IOException {
    assertThat(parse("host=db1").parameters()).isEmpty();
    write(".postgresql/root.crt", "", "rw-r--r--");
    write(".postgresql/postgresql.crt", "", "rw-r--r--");

    assertThat(parse("host=db1").parameters())
        .isEqualTo(
            Map.of(
                "sslrootcert", home + "/.postgresql/root.crt",
                "sslcert", home + "/.postgresql/postgresql.crt",
                "sslkey", home + "/.postgresql/postgresql.key"));
    assertThat(parse("sslcert=~/my.crt sslkey=my.key sslrootcert=system").parameters())
        .isEqualTo(
            Map.of("sslrootcert", "system", "sslcert", home + "/my.crt", "sslkey", "my.key"));
    assertThat(parse("sslcertmode=disable").parameters()).doesNotContainKeys("sslcert", "sslkey");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hots=db1                    | unknown keyword \"hots\"",
        "host=db1 5432               | at letter 10, has no '='",
        "dbname='x                   | behind dbname= in the connect string is not closed",
        "port=abc                    | from 1 to 65535, not abc",
        "port=0                      | from 1 to 65535, not 0",
        "port=1,2                    | 2 ports for 1 hosts",
        "host=a,b hostaddr=10.0.0.1  | 2 host but 1 hostaddr",
        "sslmode=sure                | sslmode must be one of disable, allow",
        "connect_timeout=soon        | connect_timeout must be a number",
        "target_session_attrs=master | target_session_attrs must be one of any, read-write",
        "host=@abstract              | abstract Unix socket",
        "sslcrl=x.crl                | sslcrl is not supported",
        "replication=database        | replication must be one of",
        "postgresql://h?x            | not of the form keyword=value",
        "postgresql://h?a=b=c        | not of the form keyword=value",
        "postgresql://h?hosst=x      | unknown keyword \"hosst\"",
        "postgresql://[::1/x         | ']' is missing",
        "postgresql://[::1]x/y       | between the ']'",
        "postgresql://h/a%zz         | two-digit code",
        "postgresql://h/a%00         | two-digit code",
        "postgresql://h/a%4          | two-digit code",
        "postgresql://h:x/           | from 1 to 65535, not x"
      })
  void aWrongStringIsRefusedInTheOperatorsWords(String text, String problem) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theNearestKeywordIsProposed() {
    assertThatThrownBy(() -> parse("databse=x"))
        .extracting(error -> ((ConfigurationError) error).hint())
        .asString()
        .startsWith("known are host, ");
    assertThatThrownBy(() -> parse("aplication_name=x"))
        .extracting(error -> ((ConfigurationError) error).hint())
        .isEqualTo("did you mean application_name?");
  }

  @Test
  void aWrongVariableIsNamed() {
    environment.put("PGSSLMODE", "sure");

    assertThatThrownBy(() -> parse("")).hasMessageContaining("environment variable PGSSLMODE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=db1 password=hush rest",
        "password=hu'sh host",
        "password='hush",
        "host=db1 password='hush'x",
        "hots=db1 password=hush",
        "port=x password=hush",
        "postgresql://bob:hush@db1:x/",
        "postgresql://bob:hush@db1/%zz",
        "postgresql://bob:hush%@db1/",
        "postgresql://db1/?password=hush&x",
        "postgresql://db1/?pasword=hush"
      })
  void noErrorShowsAPassword(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            ConfigurationError.class,
            error -> assertThat(error.problem() + error.hint()).doesNotContain("hu"));
    assertThat(ConnectString.withoutPassword(text)).doesNotContain("hu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=db1 password=hush dbname=x            | host=db1 dbname=x",
        "password = 'hu sh' host=db1                | host=db1",
        "host=db1 sslpassword=hush                  | host=db1",
        "host=db1 dbname='my password'              | host=db1 dbname='my password'",
        "postgresql://bob:hush@db1/x                | postgresql://bob@db1/x",
        "postgresql://bob@db1/x                     | postgresql://bob@db1/x",
        "postgresql://db1/x?password=hush&port=1    | postgresql://db1/x?port=1",
        "postgresql://db1/x?port=1&password=hush    | postgresql://db1/x?port=1&"
      })
  void passwordsAreTakenOut(String text, String without) {
    assertThat(ConnectString.withoutPassword(text)).isEqualTo(without);
    assertThat(ConnectString.hasPassword(without)).isFalse();
    assertThat(parse(without).password().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=db1 user=ann",
        "postgresql://ann@db1",
        "postgresql://ann@db1/?",
        "postgresql://db1/?user=ann",
        "postgresql://db1/?user=ann&"
      })
  void furtherKeywordsWin(String text) {
    String both = ConnectString.withExtra(text, "user='b ob' passfile=/x");

    assertThat(parse(both).toString()).isEqualTo("database b ob at db1:5432 as b ob");
    assertThat(ConnectString.withExtra(text, " ")).isEqualTo(text);
    assertThat(parse(ConnectString.withDatabase(text, "it's")).database()).isEqualTo("it's");
  }

  @Test
  void aStringThatNamesNoServerIsRecognised() {
    assertThat(ConnectString.namesServer("dbname=x")).isFalse();
    assertThat(ConnectString.namesServer("host='' dbname=x")).isFalse();
    assertThat(ConnectString.namesServer("host=db1")).isTrue();
    assertThat(ConnectString.namesServer("service=shop")).isTrue();
    assertThat(ConnectString.namesServer("postgresql://db1/x")).isTrue();
  }

  private String firstPassword(String text) {
    ConnectTarget target = parse(text);
    return target.passwordAt(target.addresses().get(0)).reveal();
  }
}
