package org.jlondiste.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.support.Servers;

/** The versions of two servers between which values travel. */
record VersionPair(String source, String target) {
  private static final List<VersionPair> USUAL =
      List.of(
          new VersionPair("9.3", "18"), new VersionPair("18", "9.6"), new VersionPair("15", "15"));

  /**
   * The usual pairs; all that there are if the system property {@code values.pairs} is {@code all}.
   */
  static List<VersionPair> chosen() {
    String named = System.getProperty("values.pairs", "");
    if (named.equals("all")) {
      return Servers.versions().stream()
          .flatMap(from -> Servers.versions().stream().map(to -> new VersionPair(from, to)))
          .toList();
    }
    List<VersionPair> pairs = named.isEmpty() ? USUAL : named(named);
    return pairs.stream()
        .filter(pair -> Servers.versions().containsAll(List.of(pair.source, pair.target)))
        .toList();
  }

  /** Of the chosen pairs, one for each source. */
  static List<VersionPair> ofEachSource() {
    Map<String, VersionPair> pairs = new LinkedHashMap<>();
    chosen().forEach(pair -> pairs.put(pair.source, pair));
    return List.copyOf(pairs.values());
  }

  /** How many pairs are usual. */
  static int usual() {
    return USUAL.size();
  }

  private static List<VersionPair> named(String text) {
    return List.of(text.split(",", -1)).stream()
        .map(pair -> pair.split(":", -1))
        .map(pair -> new VersionPair(pair[0], pair[1]))
        .toList();
  }

  @Override
  public String toString() {
    return source + " to " + target;
  }
}
