package org.jlondiste.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTransactionIT {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Scope SCOPE = new Scope(Map.of(), Set.of());

  /** What counts as old is made short here, so that nobody has to wait. */
  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void aTransactionThatIsLeftOpenIsNamed(String version) throws SQLException {
    Database database = Servers.get(version).createDatabase("lasting");
    try (Connection idle = database.connect();
        Statement statement = idle.createStatement();
        Session session = database.session()) {
      idle.setAutoCommit(false);
      statement.execute("create table t (id int)");
      Await.until("it is older", () -> !find(session, MOMENT, DAY).isEmpty());

      assertThat(find(session, MOMENT, DAY))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.INFO);
                assertThat(finding.problem())
                    .startsWith("a transaction of postgres is open for 00:00:0");
                assertThat(finding.object())
                    .isEqualTo("process " + pid(statement))
                    .isEqualTo(finding.sql().replaceAll(".*\\((.*)\\)", "process $1"));
              });
      assertThat(find(session, MOMENT, MOMENT))
          .extracting(Finding::severity)
          .containsExactly(Severity.WARNING);
      assertThat(find(session, DAY, DAY)).isEmpty();

      idle.commit();
      assertThat(find(session, MOMENT, MOMENT)).isEmpty();
    }
  }

  private static List<Finding> find(Session session, Duration noticed, Duration grave) {
    return Rules.longTransaction(noticed, grave).find(session, Side.SOURCE, SCOPE);
  }

  private static String pid(Statement statement) throws SQLException {
    try (var answer = statement.executeQuery("select pg_backend_pid()")) {
      answer.next();
      return answer.getString(1);
    }
  }
}
