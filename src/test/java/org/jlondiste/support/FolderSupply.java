package org.jlondiste.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers whose folders the environment variable {@code JLONDISTE_TEST_SERVERS} names: {@code
 * 8.4=/opt/pg/8.4/bin:9.3=/opt/pg/9.3/bin}.
 */
final class FolderSupply implements Supply {
  static final String VARIABLE = "JLONDISTE_TEST_SERVERS";

  private final Map<String, Path> folders;

  FolderSupply(String value) {
    this.folders = parse(value);
  }

  static FolderSupply fromEnvironment() {
    String value = System.getenv(VARIABLE);
    return new FolderSupply(value == null ? "" : value);
  }

  @Override
  public List<String> versions() {
    return folders.keySet().stream().sorted(Versions.OLDEST_FIRST).toList();
  }

  @Override
  public Engine create(String version, Map<String, String> settings) {
    Path folder = folders.get(version);
    if (folder == null) {
      throw new IllegalArgumentException(hint(version));
    }
    return new LocalEngine(version, folder, settings);
  }

  @Override
  public String hint(String version) {
    return "name the folder of its initdb and postgres in " + VARIABLE + ": " + version + "=FOLDER";
  }

  private static Map<String, Path> parse(String value) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String entry : value.split(":", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        Path folder = Path.of(entry.substring(equals + 1));
        if (!Files.isExecutable(folder.resolve("postgres"))) {
          throw new IllegalArgumentException(VARIABLE + ": no postgres in " + folder);
        }
        folders.put(entry.substring(0, equals), folder);
      }
    }
    return folders;
  }
}
