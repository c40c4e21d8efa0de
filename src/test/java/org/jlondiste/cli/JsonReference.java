package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of the manual that promises which keys the answers in JSON have. */
final class JsonReference {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""), "docs", "reference", "json.md");
  private static final Pattern KEYS = Pattern.compile("^\\| (`[^|]*`) \\|", Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("`([a-z_]+)`");

  private JsonReference() {}

  /** Fails unless an object has the keys of a section of the page, and no others. */
  static void assertKeys(String section, @Nullable Object object) {
    assertThat(mapOf(object).keySet().stream().map(String::valueOf))
        .as("keys of %s", section)
        .containsExactlyInAnyOrderElementsOf(promised(section));
  }

  /** A list that must be there. */
  static List<?> list(@Nullable Object object, String key) {
    if (mapOf(object).get(key) instanceof List<?> list) {
      return list;
    }
    throw new AssertionError("no list " + key + " in " + object);
  }

  private static Map<?, ?> mapOf(@Nullable Object object) {
    if (object instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("no object: " + object);
  }

  private static List<String> promised(String section) {
    String text;
    try {
      text = Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int start = text.indexOf("\n## " + section + "\n") + 1;
    assertThat(start).as("heading %s", section).isPositive();
    int end = text.indexOf("\n## ", start);
    return KEYS.matcher(text.substring(start, end < 0 ? text.length() : end))
        .results()
        .flatMap(row -> KEY.matcher(row.group(1)).results())
        .map(JsonReference::key)
        .toList();
  }

  private static String key(MatchResult match) {
    return match.group(1);
  }
}
