package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jlondiste.FloorPlanTest;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.junit.jupiter.api.Test;

/** Tables of the documentation that repeat what the code says. */
class TablesTest {
  @Test
  void thePageOfTheCopyShowsEveryTransition() {
    List<List<String>> expected =
        Arrays.stream(TableTransition.values())
            .map(
                move ->
                    List.of(
                        move.name(),
                        move.from().stream()
                            .sorted()
                            .map(TablesTest::word)
                            .collect(Collectors.joining(", ")),
                        word(move.to()),
                        move.owner().name().toLowerCase(Locale.ROOT),
                        move.reason()))
            .toList();

    assertThat(Page.of("docs/explanation/copy.md").rows()).containsSubsequence(expected);
  }

  @Test
  void thePageOfTheArchitectureShowsEveryRoomAndWhatItMayImport() {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (List<String> row : Page.of("docs/explanation/architecture.md").rows()) {
      if (FloorPlanTest.MAY_IMPORT.containsKey(row.get(0))) {
        shown.put(row.get(0), imports(row.get(2)));
      }
    }
    assertThat(shown).isEqualTo(new TreeMap<>(FloorPlanTest.MAY_IMPORT));
  }

  private static Set<String> imports(String cell) {
    return cell.equals("nothing") ? Set.of() : new TreeSet<>(List.of(cell.split(", ", -1)));
  }

  private static String word(TableState.Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
