package org.jlondiste.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One page of the documentation.
 *
 * @param file below the project's directory
 */
public record Page(Path file, String text) {
  private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  public static Page of(String name) {
    return read(PROJECT.resolve(name));
  }

  /** The README and every page under docs. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(PROJECT.resolve("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page read(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks of one language, in order. */
  public List<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The targets of all links outside of fenced blocks. */
  List<String> links() {
    return LINK.matcher(prose()).results().map(link -> link.group(1)).toList();
  }

  /** What can stand behind the {@code #} of a link to this page. */
  Set<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  /** The rows of all tables, without headings: their cells, trimmed and without backquotes. */
  List<List<String>> rows() {
    return rowsOf(prose());
  }

  /** The rows of the tables below one heading, up to the next heading of any level. */
  public List<List<String>> rows(String heading) {
    List<String> lines = new ArrayList<>();
    boolean below = false;
    boolean found = false;
    for (String line : prose().lines().toList()) {
      if (line.startsWith("#")) {
        below = line.replaceFirst("^#+ ", "").replace("`", "").equals(heading);
        found = found || below;
      } else if (below) {
        lines.add(line);
      }
    }
    if (!found) {
      throw new AssertionError(file + " has no heading " + heading);
    }
    return rowsOf(String.join("\n", lines));
  }

  private static List<List<String>> rowsOf(String text) {
    List<List<String>> rows = new ArrayList<>();
    boolean body = false;
    for (String line : text.lines().toList()) {
      if (!line.startsWith("|")) {
        body = false;
      } else if (line.startsWith("| ---")) {
        body = true;
      } else if (body) {
        rows.add(
            Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList());
      }
    }
    return rows;
  }

  private String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  private static String anchor(String heading) {
    Matcher marks = Pattern.compile("[^\\p{L}\\p{N}\\s_-]").matcher(heading);
    return marks.replaceAll("").strip().toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
