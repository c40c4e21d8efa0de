package org.jlondiste.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jlondiste.model.TableName;
import org.junit.jupiter.api.Test;

/** Sorting and netting changes keeps what they amount to. */
class PieceTest {
  private static final TableName A = new TableName("public", "a");
  private static final TableName B = new TableName("public", "b");
  private static final RowShape SHAPE = new RowShape(List.of("id", "note"), List.of("id"));
  private static final RowShape TURNED = new RowShape(List.of("note", "id"), List.of("id"));
  private static final RowShape WIDER = new RowShape(List.of("id", "note", "x"), List.of("id"));
  private static final RowShape KEYLESS = new RowShape(List.of("id", "note"), List.of());

  private static final List<Operation> OPERATIONS = List.of(Operation.values());

  private long event;

  private RowChange change(Operation operation, TableName table, RowShape shape, String... row) {
    return new RowChange(++event, operation, table, shape, row);
  }

  private RowChange change(Operation operation, String id, String note) {
    return change(operation, A, SHAPE, id, note);
  }

  private static NetEffect net(RowChange... changes) {
    return ((RowRun) Piece.of(List.of(changes)).runs().get(0)).netEffect();
  }

  @Test
  void changesOfATableComeTogetherAndStayInOrder() {
    RowChange a1 = change(Operation.INSERT, A, SHAPE, "1", "x");
    RowChange b1 = change(Operation.INSERT, B, SHAPE, "1", "x");
    RowChange a2 = change(Operation.DELETE, A, SHAPE, "1", "x");

    List<Run> runs = Piece.of(List.of(a1, b1, a2)).runs();

    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).changes()).isEqualTo(List.of(a1, a2));
    assertThat(runs.get(1).changes()).isEqualTo(List.of(b1));
  }

  @Test
  void nothingMovesAcrossATruncation() {
    RowChange a1 = change(Operation.INSERT, A, SHAPE, "1", "x");
    Truncation truncateB = new Truncation(++event, B);
    Truncation truncateA = new Truncation(++event, A);
    RowChange a2 = change(Operation.INSERT, A, SHAPE, "1", "x");

    List<Run> runs = Piece.of(List.of(a1, truncateB, truncateA, a2)).runs();

    assertThat(runs.stream().map(Run::changes).toList())
        .isEqualTo(List.of(List.of(a1), List.of(truncateB, truncateA), List.of(a2)));
  }

  @Test
  void otherColumnsBeginARunAndAnotherOrderDoesNot() {
    RowChange a1 = change(Operation.INSERT, A, SHAPE, "1", "x");
    RowChange a2 = change(Operation.INSERT, A, TURNED, "y", "2");
    RowChange a3 = change(Operation.INSERT, A, WIDER, "3", "z", "new");

    List<Run> runs = Piece.of(List.of(a1, a2, a3)).runs();

    assertThat(runs).hasSize(2);
    RowChange turned = (RowChange) runs.get(0).changes().get(1);
    assertThat(turned.shape()).isEqualTo(SHAPE);
    assertThat(turned.value(0)).isEqualTo("2");
    assertThat(turned.value("note")).isEqualTo("y");
    assertThat(turned.eventId()).isEqualTo(2);
  }

  @Test
  void whatTheFirstEventAssumesAndTheLastLeavesCounts() {
    NetEffect effect =
        net(
            change(Operation.INSERT, "1", "a"),
            change(Operation.UPDATE, "1", "b"),
            change(Operation.UPDATE, "2", "a"),
            change(Operation.UPDATE, "2", "b"),
            change(Operation.DELETE, "3", "a"),
            change(Operation.INSERT, "3", "b"),
            change(Operation.UPDATE, "4", "a"),
            change(Operation.DELETE, "4", "a"),
            change(Operation.INSERT, "5", "a"),
            change(Operation.DELETE, "5", "a"),
            change(Operation.REPLACE, "6", "a"),
            change(Operation.UPDATE, "6", "b"),
            change(Operation.REMOVE, "7", "a"));

    assertThat(effect.contradiction()).isNull();
    assertThat(effect.inserts()).extracting(row -> row.value(1)).containsExactly("b");
    assertThat(effect.updates()).extracting(row -> row.value(0)).containsExactly("2");
    assertThat(effect.rebirths()).extracting(row -> row.value(0)).containsExactly("3");
    assertThat(effect.deletes()).extracting(row -> row.value(0)).containsExactly("4");
    assertThat(effect.vanished()).extracting(row -> row.value(0)).containsExactly("5");
    assertThat(effect.replacements()).extracting(row -> row.value(1)).containsExactly("b");
    assertThat(effect.removals()).extracting(row -> row.value(0)).containsExactly("7");
  }

  @Test
  void contradictionsAreSeen() {
    RowChange again = change(Operation.INSERT, "1", "b");
    RowChange late = change(Operation.UPDATE, "2", "b");

    assertThat(net(change(Operation.UPDATE, "1", "a"), again).contradiction()).isSameAs(again);
    assertThat(net(change(Operation.REMOVE, "2", "a"), late).contradiction()).isSameAs(late);
  }

  @Test
  void keysOfSeveralColumnsDoNotRunTogether() {
    RowShape pair = new RowShape(List.of("a", "b"), List.of("a", "b"));

    NetEffect effect =
        net(
            change(Operation.INSERT, A, pair, "1", "23"),
            change(Operation.INSERT, A, pair, "12", "3"));

    assertThat(effect.inserts()).hasSize(2);
  }

  @Test
  void rowsWithoutKeyAreCounted() {
    RowChange x = change(Operation.INSERT, A, KEYLESS, "1", "x");
    RowRun run =
        (RowRun)
            Piece.of(
                    List.of(
                        x,
                        change(Operation.INSERT, A, KEYLESS, "1", "x"),
                        change(Operation.DELETE, A, KEYLESS, "2", "y"),
                        change(Operation.DELETE, A, KEYLESS, "2", "y"),
                        change(Operation.DELETE, A, KEYLESS, "1", "x"),
                        change(Operation.DELETE, A, KEYLESS, "3", "z"),
                        change(Operation.INSERT, A, KEYLESS, "3", "z")))
                .runs()
                .get(0);

    assertThat(run.rowCounts().inserts()).containsExactly(x);
    assertThat(run.rowCounts().losses())
        .singleElement()
        .satisfies(loss -> assertThat(loss.copies()).isEqualTo(2));
  }

  @Test
  void theNetEffectLeadsWhereTheChangesLead() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      Map<String, String> naive = start(random);
      Map<String, String> netted = new HashMap<>(naive);
      List<RowChange> changes = new ArrayList<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        String id = "" + random.nextInt(6);
        Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        boolean present = naive.containsKey(id);
        boolean possible =
            switch (operation) {
              case INSERT -> !present;
              case UPDATE, DELETE -> present;
              case REPLACE, REMOVE -> true;
            };
        if (possible) {
          changes.add(change(operation, id, "v" + i));
          play(naive, operation.leavesRow(), id, "v" + i);
        }
      }
      if (changes.isEmpty()) {
        continue;
      }

      NetEffect effect = net(changes.toArray(new RowChange[0]));

      assertThat(effect.contradiction()).isNull();
      assertThat(ids(effect.deletes())).isSubsetOf(netted.keySet());
      assertThat(ids(effect.updates())).isSubsetOf(netted.keySet());
      assertThat(ids(effect.inserts())).allMatch(id -> !netted.containsKey(id));
      playAll(netted, false, effect.deletes(), effect.removals());
      playAll(netted, true, effect.updates(), effect.rebirths());
      playAll(netted, true, effect.inserts(), effect.replacements());
      assertThat(netted).isEqualTo(naive);
    }
  }

  private static Map<String, String> start(Random random) {
    Map<String, String> rows = new HashMap<>();
    for (int i = 0; i < 6; i += 1 + random.nextInt(3)) {
      rows.put("" + i, "old");
    }
    return rows;
  }

  private static List<String> ids(List<RowChange> changes) {
    return changes.stream().map(RowChange::keyText).toList();
  }

  @SafeVarargs
  private static void playAll(Map<String, String> rows, boolean left, List<RowChange>... lists) {
    for (List<RowChange> list : lists) {
      for (RowChange change : list) {
        play(rows, left, change.keyText(), String.valueOf(change.value(1)));
      }
    }
  }

  private static void play(Map<String, String> rows, boolean left, String id, String note) {
    if (left) {
      rows.put(id, note);
    } else {
      rows.remove(id);
    }
  }
}
