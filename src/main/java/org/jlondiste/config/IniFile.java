package org.jlondiste.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ini4j.Config;
import org.ini4j.spi.IniHandler;
import org.ini4j.spi.IniParser;
import org.jlondiste.error.ConfigurationError;
import org.jspecify.annotations.Nullable;

/** The sections of an INI file as they are written, each key with the line it stands in. */
final class IniFile {
  private final Path path;
  private final Map<String, Map<String, IniEntry>> sections;

  private IniFile(Path path, Map<String, Map<String, IniEntry>> sections) {
    this.path = path;
    this.sections = sections;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationError naming file and line, if a line is neither section nor key, or says
   *     again what another said
   */
  static IniFile read(Path path, IniDialect dialect, Path home) {
    List<LogicalLine> lines = LineReader.read(path, dialect, home);
    Collector collector = new Collector(lines);
    try {
      parser().parse(new StringReader(collector.heads()), collector);
    } catch (IOException e) {
      // the parser's own message would repeat the line, and with it a password
      throw collector.unreadable();
    }
    return new IniFile(path, collector.sections);
  }

  Path path() {
    return path;
  }

  boolean hasSection(String name) {
    return sections.containsKey(name);
  }

  /** The keys of a section in the order of the file; none if there is no such section. */
  Map<String, IniEntry> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  Iterable<String> sectionNames() {
    return sections.keySet();
  }

  private static IniParser parser() {
    Config config = new Config();
    config.setEscape(false);
    config.setEscapeNewline(false);
    config.setInclude(false);
    config.setEmptyOption(false);
    return IniParser.newInstance(config);
  }

  /** Hears of each logical line once, in order, and so knows its place. */
  private static final class Collector implements IniHandler {
    private final List<LogicalLine> lines;
    private final Map<String, Map<String, IniEntry>> sections = new LinkedHashMap<>();
    private final Map<String, Place> headings = new LinkedHashMap<>();
    private Map<String, IniEntry> section = new LinkedHashMap<>();
    private int heard;

    private Collector(List<LogicalLine> lines) {
      this.lines = lines;
    }

    private String heads() {
      return lines.stream().map(Collector::head).collect(Collectors.joining("\n"));
    }

    /** A heading may be followed by a remark, which the parser would not understand. */
    private static String head(LogicalLine line) {
      int end = line.head().lastIndexOf(']');
      return line.head().startsWith("[") && end > 0
          ? line.head().substring(0, end + 1)
          : line.head();
    }

    @Override
    public void startSection(String name) {
      LogicalLine line = lines.get(heard++);
      Place first = headings.putIfAbsent(name, line.place());
      if (first != null) {
        throw new ConfigurationError(
            line.place() + ": section [" + name + "] stands in line " + first.line() + " already",
            "put its keys into one section");
      }
      section = new LinkedHashMap<>();
      sections.put(name, section);
    }

    @Override
    public void handleOption(String name, @Nullable String value) {
      LogicalLine line = lines.get(heard++);
      StringBuilder whole = new StringBuilder(value == null ? "" : value);
      line.more().forEach(more -> whole.append('\n').append(more));
      String folded = name.toLowerCase(Locale.ROOT);
      IniEntry entry = new IniEntry(folded, whole.toString(), line.place());
      IniEntry first = section.putIfAbsent(folded, entry);
      if (first != null) {
        throw new ConfigurationError(
            line.place()
                + ": key "
                + folded
                + " stands in line "
                + first.place().line()
                + " already",
            "keep one of the two");
      }
    }

    private ConfigurationError unreadable() {
      LogicalLine line = lines.get(Math.min(heard, lines.size() - 1));
      return new ConfigurationError(
          line.place()
              + ": this line is neither [section] nor key = value"
              + (headings.isEmpty() ? ", or stands before the first [section]" : ""),
          "begin remarks with '#', and indent lines that go on with the value before");
    }

    @Override
    public void startIni() {}

    @Override
    public void endIni() {}

    @Override
    public void endSection() {}

    @Override
    public void handleComment(String comment) {}
  }
}
