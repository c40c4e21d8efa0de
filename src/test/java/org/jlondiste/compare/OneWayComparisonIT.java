package org.jlondiste.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.support.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where not every difference counts, none that counts is overlooked. */
class OneWayComparisonIT {
  private static final String NOTES = "create table t (id int primary key, note text)";

  @ParameterizedTest
  @CsvSource({"8.4, 18", "18, 9.6"})
  void rowsOfOthersDoNotCount(String sourceVersion, String targetVersion) {
    Sides sides = Sides.of(sourceVersion, targetVersion).merged();
    sides.both(NOTES, "insert into t select i, 'n' || i from generate_series(1, 20000) i");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("insert into t select i, 'other' from generate_series(30001, 50000) i");

    Verdict merged = sides.compare();

    assertThat(merged.outcome()).isEqualTo(Outcome.SAME);
    assertThat(merged.scope()).isEqualTo(new Scope(false, true));
    assertThat(merged.sourceRows()).contains(20000L);
    assertThat(merged.targetRows()).contains(40000L);
    sides.target.run("delete from t where id = 20000", "update t set note = null where id = 1");
    assertThat(sides.differences()).containsExactly("id=1 1/1 [note]", "id=20000 1/0 []");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(sides.missingOnly().differences()).containsExactly("id=20000 1/0 []");
  }

  @Test
  void aSingleRowThatIsLackingIsFoundWhateverElseTheTargetHas() {
    Sides sides = Sides.of("9.6", "18").merged();
    sides.both(NOTES);
    sides.source.run("insert into t values (1, 'a')");
    assertThat(sides.differences()).containsExactly("id=1 1/0 []");
    sides.target.run("insert into t select i, 'a' from generate_series(2, 5000) i");
    assertThat(sides.differences()).containsExactly("id=1 1/0 []");
    sides.target.run("insert into t values (1, 'b')");
    assertThat(sides.differences()).containsExactly("id=1 1/1 [note]");
    // nobody wants to see rows, and still they count
    sides.by(new Method(false, Optional.empty(), Optional.empty(), 0));
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(sides.compare().differences().rows()).isEqualTo(1);
    sides.source.run("truncate t");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
  }

  @Test
  void withoutAKeyEqualRowsOfOthersProveNothing() {
    Sides sides = Sides.of("9.6", "18").merged();
    sides.both("create table t (id int, note text)");
    sides.source.run("insert into t values (1, 'a'), (1, 'a'), (2, null)");
    sides.target.run("insert into t values (1, 'a'), (3, 'c')");
    assertThat(sides.differences()).containsExactly("(1,a) 2/1 []", "(2,) 1/0 []");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.DIFFERENT);
    sides.target.run("insert into t values (1, 'a'), (2, null)");

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(verdict.reason())
        .isEqualTo(
            "each row is there as often as it must be at least, but it has no key to tell its rows"
                + " from equal ones of other queues");
    sides.target.run("delete from t where id = 3");
    assertThat(sides.compare().outcome()).as("as many, all alike").isEqualTo(Outcome.SKIPPED);
    assertThat(sides.missingOnly().compare().outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void whatIsNoKeyOfTheTargetTellsNoRowsApart() {
    Sides sides = Sides.of("9.6", "18").merged();
    sides.source.run(NOTES, "insert into t values (1, 'a')");
    sides.target.run(
        "create table t (shard int, id int, note text, primary key (shard, id))",
        "insert into t values (7, 1, 'a')");

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(verdict.reason()).startsWith("its key (id) is none of public.t here");
  }

  @Test
  void whatIsMissingIsFoundAndNothingElse() {
    Sides sides = Sides.of("9.6", "18").missingOnly();
    sides.both(
        "create table t (id int, at date, note text, primary key (id, at))",
        "insert into t select i, '2020-01-01', 'n' from generate_series(1, 6000) i");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.source.run("delete from t where id <= 2000", "update t set note = 'm' where id > 3000");

    Verdict archive = sides.compare();

    assertThat(archive.outcome()).isEqualTo(Outcome.SAME);
    assertThat(archive.scope()).isEqualTo(new Scope(true, false));
    sides.target.run("delete from t where id in (2500, 3500)", "delete from t where id = 10");
    assertThat(sides.differences())
        .containsExactly("id=2500, at=2020-01-01 1/0 []", "id=3500, at=2020-01-01 1/0 []");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.DIFFERENT);
  }

  @Test
  void withoutAKeyEachRowMustBeThereAsOften() {
    Sides sides = Sides.of("9.6", "18").missingOnly();
    sides.both("create table t (id int, note text)");
    sides.source.run("insert into t values (1, 'a'), (1, 'a'), (2, 'b')");
    sides.target.run("insert into t values (1, 'a'), (1, 'a'), (1, 'a'), (2, 'b'), (3, 'old')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("delete from t where ctid in (select ctid from t where id = 1 limit 2)");
    assertThat(sides.differences()).containsExactly("(1,a) 2/1 []");
    // what was updated cannot be told from what is missing
    sides.target.run("insert into t values (1, 'a')", "update t set note = 'c' where id = 2");
    assertThat(sides.differences()).containsExactly("(2,b) 1/0 []");
  }

  @Test
  void numbersOfRowsSayNothing() {
    Sides sides =
        Sides.of("9.6", "18").merged().by(new Method(true, Optional.empty(), Optional.empty(), 10));
    sides.both(NOTES);
    assertThat(sides.compare().reason())
        .isEqualTo(
            "the number of rows says nothing of a table that holds rows of other queues, too");
    sides.by(new Method(false, Optional.of("select 1 as cnt"), Optional.empty(), 10, "", true));
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SKIPPED);
  }

  /** What is found is what a few lines find that know both sides by heart. */
  @Test
  void whateverDiffersIsFound() {
    Random chance = new Random(20);
    Sides sides = Sides.of("9.6", "18");
    sides.both(NOTES);
    for (int round = 0; round < 8; round++) {
      Map<Integer, String> here = rows(chance);
      Map<Integer, String> there = new HashMap<>(rows(chance));
      // most rows are alike
      here.forEach(
          (id, note) -> {
            if (chance.nextInt(20) > 0) {
              there.put(id, note);
            }
          });
      fill(sides.source, here);
      fill(sides.target, there);
      TreeSet<String> merged = new TreeSet<>();
      TreeSet<String> missing = new TreeSet<>();
      here.forEach(
          (id, note) -> {
            if (!there.containsKey(id)) {
              missing.add("id=" + id + " 1/0 []");
              merged.add("id=" + id + " 1/0 []");
            } else if (!note.equals(there.get(id))) {
              merged.add("id=" + id + " 1/1 [note]");
            }
          });
      Sides both = Sides.of(sides.source, sides.target);

      both.merged().by(new Method(false, Optional.empty(), Optional.empty(), 1000));
      assertThat(both.differences()).as("round %s", round).containsExactlyElementsOf(merged);
      both.by(new Method(false, Optional.empty(), Optional.empty(), 1000, "", true));
      assertThat(both.differences()).as("round %s", round).containsExactlyElementsOf(missing);
    }
  }

  private static Map<Integer, String> rows(Random chance) {
    Map<Integer, String> rows = new HashMap<>();
    int count = chance.nextInt(40);
    for (int i = 0; i < count; i++) {
      rows.put(chance.nextInt(100), List.of("a", "b").get(chance.nextInt(2)));
    }
    return rows;
  }

  private static void fill(Database database, Map<Integer, String> rows) {
    database.run("truncate t");
    if (!rows.isEmpty()) {
      database.run(
          rows.entrySet().stream()
              .map(row -> "(" + row.getKey() + ", '" + row.getValue() + "')")
              .collect(Collectors.joining(", ", "insert into t values ", "")));
    }
  }
}
