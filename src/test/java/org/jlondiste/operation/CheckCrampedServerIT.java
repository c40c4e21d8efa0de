package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.check.Finding;
import org.jlondiste.check.TextBudget;
import org.jlondiste.check.Topic;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;

/** A check of a server that is short of everything, and at last not writable. */
class CheckCrampedServerIT {
  /** More than the server can lock at a time. */
  private static final int TABLES = 1500;

  private static final Map<String, String> CRAMPED =
      Map.of(
          "max_locks_per_transaction", "10",
          "max_connections", "10",
          "max_wal_senders", "0",
          "max_worker_processes", "0",
          "autovacuum", "off");

  @Test
  void itIsToldWhatTheServerLacks() {
    try (Server server = Servers.fresh("17", CRAMPED)) {
      Database source = server.createDatabase("cramped");
      Database target =
          Servers.get("15").createDatabase("here", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'");
      for (int from = 0; from < TABLES; from += 100) {
        source.run(
            "do $$begin for i in "
                + from
                + ".."
                + (from + 99)
                + " loop execute format('create table t_%s (id serial primary key, note text)', i);"
                + " end loop; end$$");
      }
      source.run(
          "insert into t_7 values (1, '\u20ac')",
          "update pg_database set datfrozenxid = '2694968046' where datname = current_database()",
          "begin",
          "insert into t_8 values (1)",
          "prepare transaction 'left open'");

      List<Finding> findings = check(source, target);

      // text is looked at table by table, so that not all of them are locked at once
      assertThat(findings)
          .filteredOn(finding -> finding.topic() == Topic.TEXT)
          .extracting(Finding::object)
          .containsExactly("public.t_7 note");
      assertThat(told(findings))
          .containsExactlyInAnyOrder(
              "WARNING few-locks source",
              "WARNING few-connections source",
              "WARNING wraparound source",
              "WARNING encoding target",
              "INFO prepared-transaction source");

      String directory = source.query("show data_directory").get(0);
      source.run("copy (select 1) to '" + directory + "/standby.signal'");
      server.stop();
      server.start();

      assertThat(told(check(source, target))).contains("BLOCKER standby source");
    }
  }

  /** What is said of the server, its database and its sessions. */
  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .filter(
            finding ->
                List.of(Topic.SERVERS, Topic.SETTINGS, Topic.SESSIONS).contains(finding.topic()))
        .filter(finding -> !finding.rule().equals("older-target"))
        .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.side())
        .toList();
  }

  private static List<Finding> check(Database source, Database target) {
    try (Session local = target.session()) {
      return new CheckDatabases(local, Place.DATABASES, Place.QUEUE)
          .run(
              new CheckDatabases.Request(
                  List.of(),
                  Optional.of(source.connectString()),
                  Optional.empty(),
                  RegistrationFilter.NONE,
                  TextBudget.usual("")))
          .findings();
    }
  }
}
