package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Differences;
import org.jlondiste.compare.Scope;
import org.jlondiste.compare.Verdict;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareTables.Report;
import org.jlondiste.operation.CompareTables.Result;
import org.junit.jupiter.api.Test;

/** What people and programs read of a comparison. */
class ComparisonTextTest {
  private static final Report REPORT =
      new Report(
          "slave",
          List.of(
              result(
                  "public.a", verdict(Outcome.SAME, 10, 10, new Differences(0, true, List.of()))),
              result(
                  "public.b",
                  verdict(
                      Outcome.DIFFERENT,
                      10,
                      9,
                      new Differences(
                          4,
                          false,
                          List.of(
                              new Difference(Map.of("id", "5"), "", 1, 1, List.of("note", "n")),
                              new Difference(Map.of("id", "6"), "", 1, 0, List.of()),
                              new Difference(Map.of(), "(7,x)", 0, 2, List.of()),
                              new Difference(Map.of(), "(8,y)", 3, 1, List.of()))))),
              new Result("ghost", "", Optional.empty(), Verdict.skipped("not replicated"))));

  @Test
  void theKeysAreThoseOfTheManual() {
    Map<String, ?> comparison = ComparisonJson.of(REPORT);

    JsonReference.assertKeys("compare", comparison);
    List<?> tables = JsonReference.list(comparison, "tables");
    tables.forEach(table -> JsonReference.assertKeys("compare: tables", table));
    List<?> differences = JsonReference.list(tables.get(1), "differences");
    differences.forEach(row -> JsonReference.assertKeys("compare: differences", row));
  }

  @Test
  void peopleReadTables() {
    assertThat(printed(ComparisonText.results(REPORT)))
        .containsSubsequence(
            "Comparison of slave:",
            "table_name",
            "provider",
            "tick",
            "rows_source",
            "rows_target",
            "result",
            "public.a",
            "master",
            "42",
            "10",
            "10",
            "same",
            "public.b",
            "master",
            "42",
            "10",
            "9",
            "DIFFERENT in 4 or more rows",
            "ghost",
            "skipped: not replicated");
    assertThat(printed(ComparisonText.differingRows(REPORT)))
        .containsSubsequence(
            "public.b",
            "id=5",
            "differs in note, n",
            "public.b",
            "id=6",
            "only on master",
            "public.b",
            "(7,x)",
            "only on slave, 2 times",
            "public.b",
            "(8,y)",
            "3 on master, 1 on slave");
  }

  @Test
  void programsReadObjects() {
    Map<String, ?> object = ComparisonJson.of(REPORT);

    assertThat(object).hasEntrySatisfying("same", same -> assertThat(same).isEqualTo(false));
    assertThat(String.valueOf(object.get("tables")))
        .contains(
            "{table_name=public.b, provider=master, tick=42, rows_source=10, rows_target=9,"
                + " result=different, reason=null, looked_at=all_rows, ignored_columns=[], differing_rows=4,"
                + " all_differing_rows_counted=false, differences=[{key={id=5}, row=null,"
                + " rows_source=1, rows_target=1, columns=[note, n]}",
            "{table_name=ghost, provider=null, tick=null, rows_source=null, rows_target=null,"
                + " result=skipped, reason=not replicated");
  }

  private static Result result(String table, Verdict verdict) {
    return new Result(table, "master", Optional.of(new TickId(42)), verdict);
  }

  private static Verdict verdict(
      Outcome outcome, long source, long target, Differences differences) {
    return new Verdict(
        outcome,
        "",
        Optional.of(source),
        Optional.of(target),
        List.of(),
        differences,
        Scope.ALL_ROWS);
  }

  private static String printed(TextTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.printTo(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
