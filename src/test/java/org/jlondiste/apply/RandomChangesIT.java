package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jlondiste.change.Change;
import org.jlondiste.change.Piece;
import org.jlondiste.change.Truncation;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to tables, and in whatever pieces it is applied: the target ends up alike. */
class RandomChangesIT {
  private static final int ROUNDS = 3;
  private static final int CHANGES = 2500;

  /** So many rows go to the server at once. */
  private static final int MOST_ROWS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void theTargetEndsUpAlike(String version) {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      Random random = new Random(seed);
      List<RandomTable> tables = RandomTable.all(random);
      List<Change> changes = new ArrayList<>();
      while (changes.size() < CHANGES) {
        tables.get(random.nextInt(tables.size())).change(changes);
      }

      try (Target target = target(version, tables)) {
        Set<Integer> inseparable = new HashSet<>();
        tables.forEach(table -> inseparable.addAll(table.inseparable()));
        apply(target, changes, inseparable, ApplyMode.STRICT, random);

        assertSameRows(target, tables, "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "18"})
  void aCopyMadeMeanwhileIsMadeRight(String version) {
    for (long seed = 100; seed < 100 + ROUNDS; seed++) {
      Random random = new Random(seed);
      List<RandomTable> tables =
          RandomTable.all(random).stream().filter(RandomTable::canBeRedone).toList();
      List<Change> before = new ArrayList<>();
      while (before.size() < CHANGES / 5) {
        tables.get(random.nextInt(tables.size())).change(before);
      }
      List<Change> meanwhile = new ArrayList<>();
      int part = 0;
      while (part < 20) {
        while (random.nextInt(60) > 0) {
          tables.get(random.nextInt(tables.size())).change(meanwhile);
        }
        for (RandomTable table : tables) {
          table.copyPart(part, 20);
        }
        part++;
      }

      try (Target target = target(version, tables)) {
        for (RandomTable table : tables) {
          apply(target, table.copy(), Set.of(), ApplyMode.STRICT, random);
        }
        apply(target, meanwhile, Set.of(), ApplyMode.REDO, random);

        assertSameRows(target, tables, "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void pieceMayBeLargerThanOneStatementTakes(String version) {
    Random random = new Random(7);
    List<RandomTable> tables = RandomTable.spacious(random);
    try (Target target = target(version, tables)) {
      Witness witness = Witness.of(target.database, tables, "false");
      for (boolean growing : new boolean[] {true, false}) {
        List<Change> changes = new ArrayList<>();
        for (RandomTable table : tables) {
          if (growing) {
            table.grow(table.name().name().equals("plain") ? 30_000 : 14_000, changes);
          } else {
            table.changeAll(changes);
          }
        }
        target.session.transactionally(
            () -> {
              Piece piece = Piece.of(changes);
              target.applier.prepare(piece);
              target.applier.apply(piece, ApplyMode.STRICT);
            });
        assertSameRows(target, tables, "growing " + growing);
      }

      if (witness.sees()) {
        assertThat(witness.largest("plain", "INSERT")).isGreaterThan(20_000);
        assertThat(witness.largest("plain", "UPDATE")).isEqualTo(MOST_ROWS);
        assertThat(witness.largest("plain", "DELETE")).isEqualTo(MOST_ROWS);
        assertThat(witness.largest("bare", "DELETE")).isGreaterThanOrEqualTo(MOST_ROWS);
        assertThat(witness.statements("plain")).isLessThan(40);
      }
    }
  }

  @Test
  void whatIsRefusedTogetherIsDoneInOrder() {
    Random random = new Random(8);
    List<RandomTable> tables =
        RandomTable.all(random).stream().filter(table -> !table.isUniqueBeside()).toList();
    List<Change> changes = new ArrayList<>();
    while (changes.size() < CHANGES / 2) {
      tables.get(random.nextInt(tables.size())).change(changes);
    }
    try (Target target = target("18", tables)) {
      Witness witness = Witness.of(target.database, tables, "rows > 1");

      int from = 0;
      while (from < changes.size()) {
        int to = from + 1;
        while (to - from < 200 && to < changes.size() && !(changes.get(to) instanceof Truncation)) {
          to++;
        }
        Piece piece = Piece.of(changes.subList(from, to));
        target.session.transactionally(() -> target.applier.apply(piece, ApplyMode.STRICT));
        from = to;
      }

      assertSameRows(target, tables, "in order");
      // sets would have been deleted first
      for (RandomTable table : tables) {
        assertThat(witness.deletesBehindInserts(table.name().name()))
            .as("deletes behind inserts of one piece, %s", table.name())
            .isPositive();
      }
    }
  }

  private static void assertSameRows(Target target, List<RandomTable> tables, String when) {
    for (RandomTable table : tables) {
      assertThat(rows(target.session, table))
          .as("%s, %s", table.name(), when)
          .isEqualTo(table.rows());
    }
  }

  private static Target target(String version, List<RandomTable> tables) {
    return new Target(
        version, tables.stream().map(RandomTable::createStatement).toArray(String[]::new));
  }

  /** Applies changes in transactions of pieces of random size. */
  private static void apply(
      Target target,
      List<Change> changes,
      Set<Integer> inseparable,
      ApplyMode mode,
      Random random) {
    int[] from = {0};
    while (from[0] < changes.size()) {
      target.session.transactionally(
          () -> {
            for (int pieces = random.nextInt(3); pieces >= 0; pieces--) {
              int size = 1 + random.nextInt(random.nextBoolean() ? 8 : 400);
              int to = Math.min(changes.size(), from[0] + size);
              while (inseparable.contains(to)) {
                to++;
              }
              Piece piece = Piece.of(changes.subList(from[0], to));
              target.applier.prepare(piece);
              target.applier.apply(piece, mode);
              from[0] = to;
            }
          });
    }
  }

  private static List<String> rows(Session session, RandomTable table) {
    return session.rows(Sql.composed(table.name().toString(), table.query()).bound()).stream()
        .map(row -> row.text("line"))
        .sorted()
        .toList();
  }
}
