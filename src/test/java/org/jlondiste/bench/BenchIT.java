package org.jlondiste.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and what it measures is replicated rightly. The figures are not judged. */
class BenchIT {
  private static final Bench BENCH = new Bench();

  @AfterAll
  static void stopServers() throws IOException {
    BENCH.close();
  }

  @Test
  void aSmallBacklogIsDrained() {
    assertThat(answer("drain", "--rows=300", "--tables=3", "--without=londiste,pglogical"))
        .contains(
            "\"drain of a backlog of 529 events over 3 tables\"",
            "jlondiste",
            "native",
            "measured_on");
  }

  @Test
  void captureIsMeasured() {
    // as a table, for once
    assertThat(
            told("capture", "--rows=100", "--seconds=0", "--rounds=1", "--without=pgq,row,logical"))
        .contains(
            "copy of 100 rows: time added by capture\n",
            "  jlondiste, statement trigger  ",
            "  jlondiste, current state  ",
            "ours is better by",
            "\nnotes\n",
            "\nmeasured on\n",
            "  memory  ",
            "  jlondiste  ");
  }

  @Test
  void copiesOfAllKindsAreMeasured() {
    assertThat(
            answer(
                "copy",
                "--rows=100",
                "--small-tables=2",
                "--wide-rows=2",
                "--indexed-rows=100",
                "--without=jlondiste,native,pglogical,londiste,pg_dump,pgcopydb"))
        .contains(
            "copy of one table of 100 rows, with two indexes",
            "42 columns",
            "nine indexes",
            "MB of tables",
            "COPY into COPY, then indexes, copy of 2 tables of 100 rows: ");
  }

  @Test
  void ourCopiesAreMeasured() {
    assertThat(
            answer(
                "copy",
                "--rows=100",
                "--small-tables=0",
                "--wide-rows=0",
                "--indexed-rows=0",
                "--without=native,pglogical,londiste,pg_dump,pgcopydb"))
        .contains(
            "copy of one table of 100 rows, with two indexes, from the end of add-table",
            "\"jlondiste\"",
            "advantage_of_ours");
  }

  @Test
  void delaysAreMeasured() {
    assertThat(
            answer(
                "latency",
                "--rate=50",
                "--seconds=1",
                "--writers=2",
                "--without=pglogical,londiste"))
        .contains(
            "delay at 50 transactions per second, 99 of 100 within",
            "\"jlondiste\"",
            "native",
            "by 2 clients at once");
  }

  @Test
  void theCostOfIdlingIsMeasured() {
    assertThat(
            answer(
                "overhead",
                "--seconds=1",
                "--settle=0",
                "--without=jlondiste,pglogical,londiste,native"))
        .contains("WAL written by an idle source");
  }

  @Test
  void comparingIsMeasured() {
    assertThat(answer("compare", "--rows=100", "--without=londiste"))
        .contains("compare of one table of 100 rows", "the query alone");
  }

  @Test
  void memoryIsMeasured() {
    assertThat(
            answer(
                "memory",
                "--idle-seconds=0",
                "--tables=0",
                "--large-rows=2",
                "--rows=0",
                "--ticks=0",
                "--without=londiste"))
        .contains("memory of the worker at most, one transaction of 2 rows of 1 MB");
  }

  @Test
  void growthIsMeasured() {
    assertThat(
            answer(
                "growth",
                "--tables=2",
                "--events=100",
                "--backlogs=100",
                "--subscribers=1",
                "--without=jlondiste"))
        .contains(
            "drain of 100 events over 2 tables",
            "drain of 100 waiting events, once connected",
            "start until connected to the source, before the drain of 100 waiting events");
  }

  @Test
  void decodingIsMeasured() {
    assumeTrue(
        getClass().getResource("/META-INF/BenchmarkList") != null,
        "compiled without JMH's annotation processor");
    assertThat(answer("jmh", "--milliseconds=20", "--forks=0"))
        .contains(
            "events decoded",
            "memory turned over by each of the events decoded",
            "ROW_LITERAL",
            "LOGUTRIGA",
            "JSONTRIGA");
  }

  @Test
  void startsOfCommandsAreMeasured() {
    assertThat(answer("startup", "--times=1", "--without=londiste"))
        .contains("\"--version\"", "\"--help\"", "\"status\"");
  }

  private static String answer(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--rounds=1";
    all[arguments.length + 1] = "--json";
    return told(all);
  }

  private static String told(String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(BENCH.run(new PrintWriter(out), arguments)).isZero();
    return out.toString();
  }
}
