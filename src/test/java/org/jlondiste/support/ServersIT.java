package org.jlondiste.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers of the tests are what their names say, and obey. */
@AcrossVersions
class ServersIT {
  static List<String> versions() {
    return Servers.versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aServerHasTheVersionItIsAskedFor(String version) {
    Database database = Servers.get(version).createDatabase();

    String answer = database.value("show server_version_num");

    int number = Integer.parseInt(answer) / 100;
    String major = number >= 1000 ? "" + number / 100 : number / 100 + "." + number % 100;
    assertThat(major).isEqualTo(version);
    assertThat(database.value("show server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void eachVersionIsOnceSourceAndOnceTargetWhereAllAreWanted() {
    assertThat(Servers.mirrored(List.of("9.3", "15", "18")))
        .containsExactly(
            new Servers.Pair("9.3", "18"),
            new Servers.Pair("15", "15"),
            new Servers.Pair("18", "9.3"));
  }

  @Test
  void theSameServerIsSharedByAll() {
    assertThat(Servers.get("18")).isSameAs(Servers.get("18"));
    assertThatThrownBy(() -> Servers.get("18").stop()).hasMessageContaining("fresh");
  }

  @Test
  void whatWasCommittedSurvivesAKill() {
    try (Server server = Servers.fresh("15")) {
      Database database = server.createDatabase();
      database.run("create table t (id int primary key)");
      Writer writer = database.keepWriting("insert into t values (:n)").survivingOutages();
      writer.awaitMore(100);

      server.killHard();
      server.start();
      writer.awaitMore(100);
      writer.stop();

      assertThat(database.count("select count(*) from t"))
          .isBetween(writer.transactions(), writer.transactions() + 1);
    }
  }

  @Test
  void aFreshServerStopsAndStartsAtTheSamePlace() {
    try (Server server = Servers.fresh("9.6")) {
      Database database = server.createDatabase();
      int port = server.port();

      server.stop();
      assertThatThrownBy(() -> database.query("select 1")).isInstanceOf(AssertionError.class);
      server.start();

      assertThat(database.query("select 1, null, 'x'")).containsExactly("1|null|x");
      assertThat(server.port()).isEqualTo(port);
    }
  }
}
