package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.values.TrialResult.Loss;

/**
 * Holds docs/reference/values.md to what was tried. With {@code -Ddocs.update=true} the columns of
 * the pairs tried are written. Pairs that have no column need only be free of losses.
 */
final class ValuesPage {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""), "docs/reference/values.md");
  private static final String FIRST_HEADING = "| Type |";

  /** Types of extensions that not every server has. */
  private static final List<String> CONTRIB =
      List.of("`public.hstore`", "`public.citext`", "`public.ltree`");

  private ValuesPage() {}

  static void check(VersionPair pair, List<TrialResult> results) {
    Map<String, String> cells = cells(results);
    assertThat(cells.entrySet().stream().filter(cell -> cell.getValue().startsWith("ALTERED")))
        .as(pair.toString())
        .isEmpty();
    List<String> lines = new ArrayList<>(read());
    int header = 0;
    while (!lines.get(header).startsWith(FIRST_HEADING)) {
      header++;
    }
    int column = words(lines.get(header)).indexOf(pair.toString());
    if (column < 0) {
      return;
    }
    Map<String, List<String>> rows = new LinkedHashMap<>();
    int end = header + 2;
    for (; end < lines.size() && lines.get(end).startsWith("|"); end++) {
      rows.put(words(lines.get(end)).get(0), words(lines.get(end)));
    }
    int width = words(lines.get(header)).size();
    cells.forEach(
        (type, cell) -> {
          List<String> row = rows.computeIfAbsent(type, name -> empty(name, width));
          row.set(column, cell);
        });
    List<String> page = new ArrayList<>(lines.subList(0, header + 2));
    rows.values().forEach(row -> page.add("| " + String.join(" | ", row) + " |"));
    page.addAll(lines.subList(end, lines.size()));
    if (Boolean.getBoolean("docs.update")) {
      write(page);
    } else {
      assertThat(page).as("run the tests with -Ddocs.update=true").isEqualTo(lines);
    }
  }

  private static List<String> empty(String type, int width) {
    List<String> row = new ArrayList<>(List.of(type));
    while (row.size() < width) {
      row.add("–");
    }
    return row;
  }

  /** An array counts for its elements, unless it fares otherwise. */
  private static Map<String, String> cells(List<TrialResult> results) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (TrialResult result : results) {
      String name = "`" + result.type().replace("\"Odd types\".", "") + "`";
      String element = name.replace("[]`", "`");
      String cell = cell(result);
      String ofElement = cells.getOrDefault(element, "?");
      boolean contrib = CONTRIB.contains(element) && cell.equals("–");
      boolean asElement = firstWord(cell).equals(firstWord(ofElement));
      if (!contrib && (name.equals(element) || (!asElement && !ofElement.equals("–")))) {
        cells.put(name, cell);
      }
    }
    return cells;
  }

  private static String firstWord(String cell) {
    return cell.split("[; ]", -1)[0];
  }

  private static String cell(TrialResult result) {
    if (!result.problem().isEmpty()) {
      return result.problem().contains("does not exist") ? "–" : "refused";
    }
    if (result.onlyReal()) {
      return "–";
    }
    for (Loss loss : result.losses()) {
      return "ALTERED by " + loss.way() + ": " + loss.given() + " to " + loss.arrived();
    }
    List<String> refused =
        result.refused().stream()
            .filter(value -> value.length() < 50 && !value.startsWith("{"))
            .map(value -> "`" + value + "`")
            .toList();
    return refused.isEmpty() ? "exact" : "exact; refused: " + String.join(", ", refused);
  }

  private static List<String> words(String line) {
    return new ArrayList<>(
        List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).stream()
            .map(String::strip)
            .toList());
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(List<String> lines) {
    try {
      Files.writeString(FILE, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
