package org.jlondiste.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a connect string draws on beside its own words.
 *
 * @param environment the process's environment variables
 * @param home where {@code .pgpass} and the like lie
 * @param account the operating system's name of the user
 * @param socketDirectories where servers put their Unix sockets, the likeliest first
 */
record Surroundings(
    Map<String, String> environment, Path home, String account, List<Path> socketDirectories) {

  private static final List<Path> USUAL_SOCKET_DIRECTORIES =
      List.of(Path.of("/var/run/postgresql"), Path.of("/tmp"));

  static Surroundings of(Map<String, String> environment, Path home) {
    return new Surroundings(
        environment, home, System.getProperty("user.name", ""), USUAL_SOCKET_DIRECTORIES);
  }

  /** The user's home directory, which the environment may move. */
  static Path homeOfProcess() {
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home", "/") : home);
  }

  /** The value of an environment variable; empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** A file name as users write it: a leading {@code ~/} means their home. */
  Path file(String name) {
    return file(name, home);
  }

  /** The same for a given home. */
  static Path file(String name, Path home) {
    if (name.equals("~")) {
      return home;
    }
    return name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
  }
}
