package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds docs/reference/values.md to what was tried. With {@code -Ddocs.update=true} its tables are
 * written anew from all pairs that were tried; else they must say of each pair what came out.
 */
final class ValuesPage {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""), "docs/reference/values.md");

  /** How the lines begin that the page's tables are made of. */
  private static final String TYPES = "| Type |";

  private static final String VERSIONS = "| From |";
  private static final String NOTE = "- **";
  private static final String FIRST_NOTE = NOTE + "a**";

  private static final String EXACT = "exact";
  private static final String REFUSED = "refused";
  private static final String UNKNOWN = "–";

  /** Pairs with a column of their own. */
  private static final List<VersionPair> SHOWN =
      List.of(
          new VersionPair("18", "18"),
          new VersionPair("15", "18"),
          new VersionPair("9.6", "18"),
          new VersionPair("8.4", "18"),
          new VersionPair("18", "9.6"),
          new VersionPair("18", "8.4"));

  /** Types of extensions that not every server has. */
  private static final List<String> CONTRIB =
      List.of("hstore", "citext", "ltree", "lquery", "ltxtquery");

  /** So many refused values are named. */
  private static final int MOST_VALUES = 6;

  private static final int LONGEST_VALUE = 50;

  private ValuesPage() {}

  /** What became of each type between two servers. */
  static Map<String, String> fates(List<TrialResult> results) {
    Map<String, String> fates = new LinkedHashMap<>();
    results.forEach(result -> fates.put(name(result.type()), fate(result)));
    fates.keySet().removeIf(type -> isAsElement(fates, type));
    return fates;
  }

  private static String name(String type) {
    return type.replace("\"Odd types\".", "").replace("public.", "");
  }

  /** An array counts for its elements, unless it fares otherwise. */
  private static boolean isAsElement(Map<String, String> fates, String type) {
    String ofElement = type.endsWith("[]") ? fates.get(element(type)) : null;
    String own = firstWord(fates.getOrDefault(type, ""));
    return ofElement != null
        && (firstWord(ofElement).equals(own)
            // an array of nothing but nulls
            || (ofElement.equals(UNKNOWN) && own.equals(EXACT)));
  }

  private static String element(String type) {
    return type.substring(0, type.length() - "[]".length());
  }

  private static String firstWord(String fate) {
    return fate.split("[;:]", -1)[0];
  }

  private static String fate(TrialResult result) {
    if (!result.losses().isEmpty()) {
      return "ALTERED: " + result.losses().get(0);
    }
    if (!result.problem().isEmpty()) {
      return result.problem().contains("does not exist") ? UNKNOWN : REFUSED;
    }
    if (result.onlyReal()) {
      return UNKNOWN;
    }
    List<String> values =
        result.refused().stream()
            .filter(value -> value.length() <= LONGEST_VALUE && !value.startsWith("{"))
            .distinct()
            .map(value -> value.isEmpty() ? "an empty text" : "`" + value.replace("|", "\\|") + "`")
            .toList();
    if (values.isEmpty()) {
      return EXACT;
    }
    String more = values.size() > MOST_VALUES ? ", …" : "";
    return EXACT
        + "; refused: "
        + values.stream().limit(MOST_VALUES).collect(Collectors.joining(", "))
        + more;
  }

  /** Fails unless the page says this of a pair, or does not name one of its versions. */
  static void check(VersionPair pair, Map<String, String> fates) {
    List<String> lines = read();
    Map<String, List<String>> versions = table(lines, VERSIONS);
    List<String> targets = versions.getOrDefault("From", List.of());
    List<String> letters = versions.get(bold(pair.source()));
    int column = targets.indexOf(pair.target());
    if (column < 0 || letters == null) {
      return;
    }
    Set<String> written = new TreeSet<>();
    for (String letter : letters.get(column).split(" ", -1)) {
      lines.stream()
          .filter(line -> !letter.equals(EXACT) && line.startsWith(NOTE + letter + "**"))
          .flatMap(
              line -> List.of(line.substring(line.indexOf("**: ") + 4).split("; and ")).stream())
          .forEach(written::add);
    }
    assertThat(written).as("%s: run it with -Ddocs.update=true", pair).isEqualTo(items(fates));
    Map<String, List<String>> types = table(lines, TYPES);
    int own = types.getOrDefault("Type", List.of()).indexOf(pair.toString());
    types.forEach(
        (type, cells) -> {
          String name = type.replace("`", "");
          boolean tried = !CONTRIB.contains(name) || fates.containsKey(name);
          if (own >= 0 && tried && !type.equals("Type")) {
            assertThat(cells.get(own)).as("%s %s", type, pair).isEqualTo(cell(fates, name));
          }
        });
  }

  /** What is not simply exact. */
  private static Set<String> items(Map<String, String> fates) {
    Set<String> items = new TreeSet<>();
    fates.forEach(
        (type, fate) -> {
          if (!fate.equals(EXACT) && !fate.equals(UNKNOWN)) {
            items.add(item(type, fate));
          }
        });
    return items;
  }

  private static String item(String type, String fate) {
    return "`"
        + type
        + "`"
        + (fate.equals(REFUSED) ? "" : " " + fate.substring(EXACT.length() + 2));
  }

  private static String cell(Map<String, String> fates, String type) {
    String own = fates.get(type);
    if (own != null) {
      return own;
    }
    return type.endsWith("[]") ? firstWord(fates.getOrDefault(element(type), UNKNOWN)) : UNKNOWN;
  }

  /** Writes the tables anew. */
  static void write(Map<VersionPair, Map<String, String>> tried) {
    List<String> lines = read();
    replace(lines, TYPES, types(tried));
    List<String> notes = new ArrayList<>();
    replace(lines, VERSIONS, versions(tried, notes));
    replace(lines, FIRST_NOTE, notes);
    try {
      Files.writeString(FILE, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> types(Map<VersionPair, Map<String, String>> tried) {
    List<VersionPair> shown = SHOWN.stream().filter(tried::containsKey).toList();
    List<String> rows = new ArrayList<>();
    rows.add(row(TYPES + " Known to |", shown.stream().map(VersionPair::toString).toList()));
    rows.add(rule(1 + shown.size()));
    Set<String> names = new LinkedHashSet<>();
    tried.values().stream()
        .max(Comparator.comparingInt(Map::size))
        .ifPresent(most -> names.addAll(most.keySet()));
    tried.values().forEach(fates -> names.addAll(fates.keySet()));
    for (String name : names) {
      List<String> cells =
          shown.stream().map(pair -> cell(tried.getOrDefault(pair, Map.of()), name)).toList();
      rows.add(row("| `" + name + "` | " + knownTo(tried, name) + " |", cells));
    }
    return rows;
  }

  /** The versions between which a type can be tried. */
  private static String knownTo(Map<VersionPair, Map<String, String>> tried, String type) {
    List<String> versions = tried.keySet().stream().map(VersionPair::source).distinct().toList();
    List<String> known =
        versions.stream()
            .filter(
                version ->
                    !cell(tried.getOrDefault(new VersionPair(version, version), Map.of()), type)
                        .equals(UNKNOWN))
            .toList();
    if (known.isEmpty()) {
      return UNKNOWN;
    }
    String first = known.get(0);
    String last = known.get(known.size() - 1);
    boolean toTheEnd = last.equals(versions.get(versions.size() - 1));
    if (toTheEnd) {
      return first.equals(versions.get(0)) ? "all" : first + " on";
    }
    return "up to " + last;
  }

  /** Restrictions that hold between the same servers have a letter together. */
  private static List<String> versions(
      Map<VersionPair, Map<String, String>> tried, List<String> notes) {
    Map<String, Set<VersionPair>> pairsOfItem = new TreeMap<>();
    tried.forEach(
        (pair, fates) ->
            items(fates)
                .forEach(
                    item ->
                        pairsOfItem.computeIfAbsent(item, i -> new LinkedHashSet<>()).add(pair)));
    Map<Set<VersionPair>, List<String>> itemsOfPairs = new LinkedHashMap<>();
    pairsOfItem.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .forEach(
            entry ->
                itemsOfPairs
                    .computeIfAbsent(entry.getValue(), p -> new ArrayList<>())
                    .add(entry.getKey()));
    Map<VersionPair, List<String>> letters = new LinkedHashMap<>();
    itemsOfPairs.forEach(
        (pairs, items) -> {
          String letter = letter(notes.size());
          notes.add(NOTE + letter + "**: " + String.join("; and ", items));
          pairs.forEach(pair -> letters.computeIfAbsent(pair, p -> new ArrayList<>()).add(letter));
        });
    List<String> sources = tried.keySet().stream().map(VersionPair::source).distinct().toList();
    List<String> targets = tried.keySet().stream().map(VersionPair::target).distinct().toList();
    List<String> rows = new ArrayList<>(List.of(row(VERSIONS, targets), rule(targets.size())));
    for (String source : sources) {
      List<String> cells =
          targets.stream()
              .map(target -> new VersionPair(source, target))
              .map(
                  pair ->
                      tried.containsKey(pair)
                          ? String.join(" ", letters.getOrDefault(pair, List.of(EXACT)))
                          : "")
              .toList();
      rows.add(row("| " + bold(source) + " |", cells));
    }
    return rows;
  }

  private static String bold(String version) {
    return "**" + version + "**";
  }

  private static String letter(int number) {
    String one = Character.toString((char) ('a' + number % 26));
    return number < 26 ? one : letter(number / 26 - 1) + one;
  }

  private static String row(String head, Collection<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", head + " ", " |"));
  }

  private static String rule(int columns) {
    return "| --- |" + " --- |".repeat(columns);
  }

  /** The rows of a table by their first cell. */
  private static Map<String, List<String>> table(List<String> lines, String begin) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    int[] place = place(lines, begin);
    for (String line : lines.subList(place[0], place[1])) {
      List<String> cells = new ArrayList<>(List.of(line.split("(?<!\\\\)\\|", -1)));
      cells.replaceAll(String::strip);
      rows.put(cells.get(1), cells.subList(2, cells.size() - 1));
    }
    rows.remove("---");
    return rows;
  }

  private static void replace(List<String> lines, String begin, List<String> by) {
    int[] place = place(lines, begin);
    List<String> old = lines.subList(place[0], place[1]);
    old.clear();
    old.addAll(by);
  }

  /** The first line that begins so, and the blank line after it. */
  private static int[] place(List<String> lines, String begin) {
    int first = 0;
    while (!lines.get(first).startsWith(begin)) {
      first++;
    }
    int end = first;
    while (end < lines.size() && !lines.get(end).isBlank()) {
      end++;
    }
    return new int[] {first, end};
  }

  private static List<String> read() {
    try {
      return new ArrayList<>(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
