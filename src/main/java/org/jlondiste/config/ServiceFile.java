package org.jlondiste.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.ConfigurationError;

/** Looks up {@code service=…} in the files that libpq reads: the user's, then the system's. */
final class ServiceFile {
  private static final List<String> SYSTEM_DIRECTORIES = List.of("/etc/postgresql-common", "/etc");

  private ServiceFile() {}

  /**
   * The keywords of a service.
   *
   * @param named the file that connect string or environment name; empty for the usual one
   * @throws ConfigurationError if no file has the service, or one is wrong
   */
  static Map<ConnectKeyword, String> find(String service, String named, Surroundings surroundings) {
    Path own =
        named.isEmpty()
            ? surroundings.home().resolve(".pg_service.conf")
            : surroundings.file(named);
    if (!named.isEmpty() && !Files.isRegularFile(own)) {
      throw new ConfigurationError("there is no service file " + own, "correct PGSERVICEFILE");
    }
    Optional<Map<ConnectKeyword, String>> found = read(own, service);
    if (found.isPresent()) {
      return found.get();
    }
    String directory = surroundings.variable("PGSYSCONFDIR");
    for (String candidate : directory.isEmpty() ? SYSTEM_DIRECTORIES : List.of(directory)) {
      found = read(Path.of(candidate, "pg_service.conf"), service);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new ConfigurationError(
        "there is no definition of service \"" + service + "\"",
        "add a section [" + service + "] to " + own);
  }

  private static Optional<Map<ConnectKeyword, String>> read(Path file, String service) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigurationError(
          "cannot read service file " + file + ": " + e, "make it readable, in UTF-8");
    }
    Map<ConnectKeyword, String> found = new EnumMap<>(ConnectKeyword.class);
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        if (inside) {
          break;
        }
        inside = line.equals("[" + service + "]");
      } else if (inside) {
        String place = file + ", line " + (i + 1);
        int equals = line.indexOf('=');
        if (equals < 0) {
          throw new ConfigurationError(place + ": no '=' in this line", "write keyword=value");
        }
        ConnectKeyword keyword = keyword(line.substring(0, equals).strip(), place);
        // the first of two equal keywords counts, as in libpq
        String value = line.substring(equals + 1).strip();
        ConnectString.check(keyword, value, place + ": " + keyword.word());
        found.putIfAbsent(keyword, value);
      }
    }
    return inside ? Optional.of(found) : Optional.empty();
  }

  private static ConnectKeyword keyword(String word, String place) {
    ConnectKeyword keyword =
        ConnectKeyword.of(word).orElseThrow(() -> ConnectString.unknown(word, place + ": "));
    if (keyword == ConnectKeyword.SERVICE || keyword == ConnectKeyword.SERVICEFILE) {
      throw new ConfigurationError(
          place + ": a service cannot refer to a service", "write its keywords here instead");
    }
    return keyword;
  }
}
