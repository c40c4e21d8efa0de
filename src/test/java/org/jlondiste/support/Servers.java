package org.jlondiste.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Real PostgreSQL servers for tests. The system property {@code servers} says where they come from:
 *
 * <ul>
 *   <li>{@code embedded} (the default): binaries in jar files that the build copied;
 *   <li>{@code bin}: folders named in the environment variable {@code JLONDISTE_TEST_SERVERS};
 *   <li>{@code containers}: a Docker engine.
 * </ul>
 *
 * <p>Safe for any number of threads.
 */
public final class Servers {
  /** What every build has; a test never skips these. */
  private static final List<String> EXPECTED = List.of("9.6", "15", "17", "18");

  private static final boolean ALL = System.getProperty("versions", "").equals("all");

  private static final Supply SUPPLY = supply(System.getProperty("servers", "embedded"));
  private static final Map<String, Server> SHARED = new ConcurrentHashMap<>();

  private Servers() {}

  /** The major versions on offer, oldest first. */
  public static List<String> versions() {
    return SUPPLY.versions();
  }

  /** The two versions of a story that moves rows. */
  public record Pair(String source, String target) {}

  /**
   * The pairs of versions that a story goes through: a few, or each version on offer once as source
   * and once as target if the system property {@code versions} is {@code all}.
   *
   * @param usual the few, of which those are left out that are not on offer
   */
  public static List<Pair> pairs(Pair... usual) {
    if (ALL) {
      return mirrored(versions());
    }
    return Stream.of(usual)
        .filter(pair -> versions().containsAll(List.of(pair.source(), pair.target())))
        .toList();
  }

  /**
   * The oldest to the newest, the next to the last but one, and so on to the newest to the oldest.
   */
  static List<Pair> mirrored(List<String> versions) {
    int last = versions.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> new Pair(versions.get(i), versions.get(last - i)))
        .toList();
  }

  /**
   * The one server of this version that all tests of this JVM share; they use different databases
   * of it and never stop it.
   *
   * @throws TestAbortedException if this version is not on offer here and needs not be
   */
  public static Server get(String version) {
    requireOnOffer(version);
    return SHARED.computeIfAbsent(version, key -> started(key, Map.of(), false));
  }

  /** A server of its own for a test that stops or kills it. Close it afterwards. */
  public static Server fresh(String version) {
    return fresh(version, Map.of());
  }

  /**
   * A server of its own.
   *
   * @param settings for its {@code postgresql.conf}, such as {@code wal_level=logical}
   */
  public static Server fresh(String version, Map<String, String> settings) {
    requireOnOffer(version);
    return started(version, settings, true);
  }

  /**
   * The shared server for which the distribution's packages offer the extensions {@code pgq},
   * {@code pgq_node} and {@code londiste}.
   *
   * @throws TestAbortedException if they are not installed
   */
  public static Server withExtensions() {
    Path binaries = Packaged.binaries();
    return SHARED.computeIfAbsent(
        "with extensions",
        key ->
            started(
                Packaged.version(),
                new LocalEngine(Packaged.version(), binaries, Map.of()),
                false));
  }

  /**
   * A server of its own, of the newest version for which those packages are installed.
   *
   * @param settings for its {@code postgresql.conf}
   * @throws TestAbortedException if they are not installed
   */
  public static Server freshWithExtensions(Map<String, String> settings) {
    Path binaries = Packaged.binaries();
    return started(
        Packaged.version(), new LocalEngine(Packaged.version(), binaries, settings), true);
  }

  private static Server started(String version, Map<String, String> settings, boolean own) {
    return started(version, SUPPLY.create(version, settings), own);
  }

  private static Server started(String version, Engine engine, boolean own) {
    engine.start();
    return new Server(version, engine, own);
  }

  private static void requireOnOffer(String version) {
    if (SUPPLY.versions().contains(version)) {
      return;
    }
    String problem = "no PostgreSQL " + version + " here: " + SUPPLY.hint(version);
    if (EXPECTED.contains(version) && SUPPLY instanceof EmbeddedSupply) {
      throw new IllegalStateException(problem);
    }
    throw new TestAbortedException(problem);
  }

  private static Supply supply(String name) {
    return switch (name) {
      case "embedded" -> EmbeddedSupply.ofThisBuild();
      case "bin" -> FolderSupply.fromEnvironment();
      case "containers" -> new ContainerSupply();
      default ->
          throw new IllegalArgumentException(
              "-Dservers=" + name + ": expected embedded, bin or containers");
    };
  }
}
