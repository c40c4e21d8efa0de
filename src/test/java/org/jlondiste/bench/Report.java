package org.jlondiste.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The figures of one run, as a text for people or as JSON. */
final class Report {
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  void fact(String name, String value) {
    facts.put(name, value);
  }

  void add(List<Figure> more) {
    figures.addAll(more);
  }

  void add(Figure figure) {
    figures.add(figure);
  }

  void leaveOut(String what, String why) {
    leftOut.add(what + ": " + why);
  }

  /** Leaves out what this machine lacks. */
  void miss(String what) {
    leaveOut(what, "not installed here; scripts/bench peers installs it");
  }

  /** Says something that is needed to read the figures rightly; once is enough. */
  void note(String note) {
    notes.add(note);
  }

  /** Somebody whose name begins so has taken part. */
  boolean hasContender(String beginning) {
    return figures.stream()
        .flatMap(figure -> figure.series().stream())
        .anyMatch(series -> series.name().startsWith(beginning));
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Figure figure : figures) {
      String unit = figure.unit().sign();
      text.append('\n').append(figure.title()).append('\n');
      text.append(
          String.format(
              Locale.ROOT,
              "  %-34s %11s %11s %11s   %s%n",
              "",
              "median " + unit,
              "least",
              "greatest",
              "ours is better by"));
      for (Series series : figure.series()) {
        text.append(line(figure, series));
      }
    }
    list(text, "notes", notes);
    list(text, "left out", leftOut);
    text.append("\nmeasured on\n");
    allFacts()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, "  %-18s %s%n", name, value)));
    return text.toString();
  }

  private static void list(StringBuilder text, String title, Set<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private static String line(Figure figure, Series series) {
    String number = "%,11." + figure.unit().decimals() + "f";
    String ratio =
        series.equals(figure.series().get(0)) || !Double.isFinite(figure.advantageOver(series))
            ? ""
            : String.format(Locale.ROOT, "%.2f ×", figure.advantageOver(series));
    return String.format(
            Locale.ROOT,
            "  %-34s " + number + " " + number + " " + number + "   %s",
            series.name(),
            series.median(),
            series.least(),
            series.greatest(),
            ratio)
        .stripTrailing()
        .concat("\n");
  }

  String json() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Figure figure : figures) {
      List<Map<String, Object>> contenders = new ArrayList<>();
      for (Series series : figure.series()) {
        Map<String, Object> contender = new LinkedHashMap<>();
        contender.put("name", series.name());
        contender.put("median", series.median());
        contender.put("values", series.values());
        if (!series.equals(figure.series().get(0))
            && Double.isFinite(figure.advantageOver(series))) {
          contender.put("advantage_of_ours", figure.advantageOver(series));
        }
        contenders.add(contender);
      }
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("title", figure.title());
      shown.put("unit", figure.unit().sign());
      shown.put("contenders", contenders);
      all.add(shown);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("figures", all);
    document.put("notes", notes);
    document.put("left_out", leftOut);
    document.put("measured_on", allFacts());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document);
  }

  private Map<String, String> allFacts() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(Machine.facts());
    return all;
  }
}
