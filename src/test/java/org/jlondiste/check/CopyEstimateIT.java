package org.jlondiste.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;

class CopyEstimateIT {
  private static final Pattern PACE =
      Pattern.compile("one session reads (\\S+) ([kMG])B a second of it, which makes (\\d+) s for");

  /** A row fills a page, so that few rows make a large table. */
  @Test
  void theTimeIsWhatTheSizeTakesAtThePaceOfTheTrial() {
    Database database = Servers.get("18").createDatabase("large");
    database.run(
        "create table large (id int primary key, filling text)",
        "alter table large alter filling set storage plain",
        "insert into large select i, repeat('x', 7000) from generate_series(1, 13000) as i",
        "analyze large",
        "create table small (id int primary key)",
        "insert into small values (1)");

    Finding finding = estimate(database);

    assertThat(finding.object()).isEqualTo("2 tables");
    assertThat(finding.problem())
        .startsWith("102 MB of rows, 102 MB with indexes; by a short trial");
    Matcher pace = PACE.matcher(finding.problem());
    assertThat(pace.find()).as(finding.problem()).isTrue();
    double megabytesPerSecond =
        Double.parseDouble(pace.group(1)) * Math.pow(1024, "kMG".indexOf(pace.group(2)) - 1);
    double seconds = Double.parseDouble(pace.group(3));
    assertThat(seconds).isBetween(102 / megabytesPerSecond - 0.1, 102 / megabytesPerSecond + 1.1);
  }

  @Test
  void aTableThatNobodyCountedGivesNoPace() {
    Database database = Servers.get("18").createDatabase("uncounted");
    database.run(
        "create table t (id int primary key, filling text)",
        "alter table t set (autovacuum_enabled = off)",
        "alter table t alter filling set storage plain",
        "insert into t select i, repeat('x', 7000) from generate_series(1, 500) as i");

    assertThat(estimate(database).problem())
        .isEqualTo(
            "3.9 MB of rows, 4.0 MB with indexes; too little, or too little known about it, for an"
                + " estimate of the time");
  }

  private static Finding estimate(Database database) {
    try (Session session = database.session()) {
      Map<TableName, TableFacts> facts = TableFacts.read(session);
      facts.keySet().removeIf(name -> !name.schema().equals("public"));
      return session.transaction(() -> CopyEstimate.of(session, facts));
    }
  }
}
