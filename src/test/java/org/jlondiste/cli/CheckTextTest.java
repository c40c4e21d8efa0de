package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlondiste.check.DatabaseFacts;
import org.jlondiste.check.Finding;
import org.jlondiste.check.Preflight.Report;
import org.jlondiste.check.Severity;
import org.jlondiste.check.Side;
import org.jlondiste.check.Topic;
import org.jlondiste.postgres.Server;
import org.junit.jupiter.api.Test;

/** What people and programs read of a check. */
class CheckTextTest {
  private static final Finding LOST_COLUMN =
      new Finding(
          Severity.BLOCKER,
          Topic.COLUMNS,
          "structure",
          Side.TARGET,
          "public.orders",
          "column note is missing here",
          "make both alike",
          "");
  private static final Finding LOST_ROLE =
      new Finding(
          Severity.WARNING,
          Topic.ROLES,
          "role",
          Side.TARGET,
          "shop_report",
          "is missing here",
          "",
          "create role shop_report login");

  @Test
  void theGravestComesFirstAndWhatIsInOrderLast() {
    assertThat(printed(report(LOST_COLUMN, LOST_ROLE, oid(1)), false))
        .isEqualTo(
            """
            source  PostgreSQL 9.6.24, old, UTF8, 41 GB
            target  PostgreSQL 18.1, new, UTF8, 9 MB

            BLOCKERS
              columns, target
                public.orders                       column note is missing here
                                                    > make both alike

            WARNINGS
              roles, target
                shop_report                         is missing here
                                                    > create role shop_report login;

            GOOD TO KNOW
              tables, source
                public.t1                           has OIDs

            IN ORDER
              keys, indexes

            7 tables looked at: 1 blocker, 1 warning
            """);
    assertThat(printed(report(LOST_ROLE, oid(1)), true))
        .endsWith(
            """

            WARNINGS
              roles, target
                shop_report                         is missing here
                                                    > create role shop_report login;

            7 tables looked at: 0 blockers, 1 warning
            """);
  }

  @Test
  void whatIsSaidOfSeveralObjectsIsSaidOnceAndMuchOfAKindIsCut() {
    Finding[] same =
        IntStream.rangeClosed(1, 8).mapToObj(CheckTextTest::oid).toArray(Finding[]::new);
    assertThat(printed(report(same), false))
        .contains(
            """
                public.t1, public.t2, public.t3, public.t4, public.t5 and 3 more
                                                    has OIDs
            """);
    Finding[] many =
        IntStream.rangeClosed(1, 23)
            .mapToObj(i -> info("public.t" + i, "has " + i + " OIDs"))
            .toArray(Finding[]::new);
    assertThat(printed(report(many), false))
        .contains("has 20 OIDs", "  3 more about tables; --json shows all of them\n")
        .doesNotContain("has 21 OIDs");
  }

  /** Statements are not broken, so that they can be copied. */
  @Test
  void linesEndWhereATerminalEnds() {
    String text = print(report(LOST_COLUMN, LOST_ROLE), false, true, "50");

    assertThat(text)
        .contains("\033[1;31mBLOCKERS\033[0m\n", "\033[1;33mWARNINGS\033[0m\n")
        .contains(
            """
                public.orders
                  column note is missing here
                  > make both alike
            """)
        .contains("      > create role shop_report login;\n");
    assertThat(text.lines())
        .allMatch(line -> line.replaceAll("\033\\[[0-9;]*m", "").length() <= 50);
  }

  @Test
  void programsReadTheSame() {
    Map<String, ?> check = CheckJson.of(report(LOST_COLUMN, LOST_ROLE, oid(1)));

    JsonReference.assertKeys("check", check);
    JsonReference.assertKeys("check: source and target", check.get("source"));
    JsonReference.assertKeys("check: source and target", check.get("target"));
    List<?> findings = JsonReference.list(check, "findings");
    findings.forEach(finding -> JsonReference.assertKeys("check: findings", finding));
    assertThat(findings.get(1))
        .asString()
        .isEqualTo(
            "{severity=warning, topic=roles, rule=role, side=target, object=shop_report,"
                + " problem=is missing here, advice=null, sql=create role shop_report login}");
    assertThat(check.toString()).contains("tables=7, infos=1, warnings=1, blockers=1");
    assertThat(JsonReference.list(check, "in_order")).asString().isEqualTo("[keys, indexes]");
  }

  private static Finding oid(int number) {
    return info("public.t" + number, "has OIDs");
  }

  private static Finding info(String object, String problem) {
    return new Finding(
        Severity.INFO, Topic.TABLES, "with-oids", Side.SOURCE, object, problem, "", "");
  }

  private static Report report(Finding... findings) {
    return new Report(
        facts("old", 90624, "41 GB"),
        Optional.of(facts("new", 180001, "9 MB")),
        7,
        Stream.of(findings).toList(),
        Set.of(Topic.INDEXES, Topic.KEYS));
  }

  private static DatabaseFacts facts(String location, int version, String size) {
    return new DatabaseFacts(
        location, new Server(version), "UTF8", "C", "C", location, 0, size, "postgres");
  }

  private static String printed(Report report, boolean quiet) {
    return print(report, quiet, false, "");
  }

  private static String print(Report report, boolean quiet, boolean terminal, String columns) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("TERM", "xterm", "COLUMNS", columns);
    new CheckText(new Console(out, out, environment, terminal), quiet).print(report);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
