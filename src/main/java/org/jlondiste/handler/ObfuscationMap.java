package org.jlondiste.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jlondiste.error.ConfigurationError;

/** Reads the file {@code obfuscator_map}: maps within maps, in YAML's plain form. */
final class ObfuscationMap {
  private ObfuscationMap() {}

  /** What a name stands for: a word, or names that stand for something in turn. */
  sealed interface Node permits Word, Names {}

  record Word(String text) implements Node {}

  record Names(Map<String, Node> entries) implements Node {}

  /** A map under way, and how far its names are indented. */
  private record Level(int indent, Map<String, Node> entries) {}

  static Names read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (IOException e) {
      throw new ConfigurationError("obfuscator_map = " + file + " cannot be read: " + e, "");
    }
  }

  static Names parse(String text, String where) {
    Map<String, Node> root = new LinkedHashMap<>();
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(-1, root));
    int number = 0;
    Map<String, Node> opened = root;
    boolean mayOpen = true;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = withoutComment(raw).stripTrailing();
      if (line.isBlank() || line.equals("---")) {
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      String content = line.strip();
      while (levels.peek() != null && levels.getFirst().indent() > indent) {
        levels.pop();
        mayOpen = false;
      }
      if (levels.getFirst().indent() < indent) {
        if (!mayOpen) {
          throw wrong(where, number, "it is indented, but nothing above it takes names");
        }
        levels.push(new Level(indent, opened));
      }
      int colon = endOfName(content);
      if (colon < 0 || content.charAt(0) == '-' || line.indexOf('\t') >= 0) {
        throw wrong(where, number, "it is not 'name: action', indented by blanks");
      }
      String name = unquoted(content.substring(0, colon).strip());
      String value = unquoted(content.substring(colon + 1).strip());
      Map<String, Node> entries = levels.getFirst().entries();
      Node node;
      if (value.isEmpty() || value.equals("{}")) {
        opened = new LinkedHashMap<>();
        node = new Names(opened);
        mayOpen = value.isEmpty();
      } else {
        node = new Word(value);
        mayOpen = false;
      }
      if (entries.put(name, node) != null) {
        throw wrong(where, number, name + " is there twice");
      }
    }
    return new Names(root);
  }

  private static String withoutComment(String line) {
    if (line.stripLeading().startsWith("#")) {
      return "";
    }
    int comment = line.indexOf(" #");
    return comment < 0 ? line : line.substring(0, comment);
  }

  private static int endOfName(String content) {
    char first = content.charAt(0);
    int from = first == '"' || first == '\'' ? content.indexOf(first, 1) : 0;
    if (from < 0) {
      return -1;
    }
    for (int i = from; i < content.length(); i++) {
      if (content.charAt(i) == ':' && (i + 1 == content.length() || content.charAt(i + 1) == ' ')) {
        return i;
      }
    }
    return -1;
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static ConfigurationError wrong(String where, int line, String problem) {
    return new ConfigurationError(
        where + ", line " + line + ": " + problem,
        "write each table, under it each column with keep, skip, bool, hash, hash32 or hash64");
  }
}
