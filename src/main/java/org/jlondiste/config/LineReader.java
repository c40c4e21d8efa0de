package org.jlondiste.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jlondiste.error.ConfigurationError;

/**
 * Takes the lines out of an INI file that say something: no comments, no empty lines, and each with
 * its continuation or, in ticker files, with the lines of the files it includes.
 */
final class LineReader {
  private static final String INCLUDE = "%include";

  private final IniDialect dialect;
  private final Path home;
  private final List<LogicalLine> lines = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private LineReader(IniDialect dialect, Path home) {
    this.dialect = dialect;
    this.home = home;
  }

  static List<LogicalLine> read(Path file, IniDialect dialect, Path home) {
    LineReader reader = new LineReader(dialect, home);
    reader.read(file, "");
    return reader.lines;
  }

  /**
   * Reads one file.
   *
   * @param asker where it was included; empty for the first file
   */
  private void read(Path file, String asker) {
    if (open.contains(file)) {
      throw new ConfigurationError(
          asker + file + " includes itself", "take one of the %include lines out");
    }
    open.push(file);
    String[] written = text(file, asker).split("\r\n|\r|\n", -1);
    int indentOfKey = Integer.MAX_VALUE;
    int emptyLines = 0;
    for (int i = 0; i < written.length; i++) {
      String line = written[i].strip();
      Place place = Place.of(file, i + 1);
      if (line.isEmpty()) {
        emptyLines++;
      } else if (line.charAt(0) != '#' && line.charAt(0) != ';') {
        int indent = written[i].indexOf(line.charAt(0));
        if (dialect == IniDialect.LONDISTE && indent > indentOfKey) {
          continuation(line, emptyLines);
        } else if (dialect == IniDialect.PGQD && line.startsWith(INCLUDE)) {
          include(line, place);
        } else {
          lines.add(new LogicalLine(place, line, new ArrayList<>()));
          indentOfKey = line.charAt(0) == '[' ? Integer.MAX_VALUE : indent;
        }
        emptyLines = 0;
      }
    }
    open.pop();
  }

  private void continuation(String line, int emptyLines) {
    List<String> more = lines.get(lines.size() - 1).more();
    for (int i = 0; i < emptyLines; i++) {
      more.add("");
    }
    more.add(line);
  }

  private void include(String line, Place place) {
    String name = line.substring(INCLUDE.length()).strip();
    if (name.isEmpty()) {
      throw new ConfigurationError(place + ": %include names no file", "write %include FILE");
    }
    read(Surroundings.file(name, home), place + ": ");
  }

  private static String text(Path file, String asker) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationError(
          asker + "there is no file " + file, "check the name, and the directory you are in");
    } catch (IOException e) {
      throw new ConfigurationError(
          asker + "cannot read " + file + ": " + e, "it must be a readable text file");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // files from before UTF-8; keys and connect strings read the same
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
