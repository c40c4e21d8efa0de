package org.jlondiste.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what is written about keys to the list of keys. With {@code -Ddocs.update=true} the files
 * are written anew instead.
 */
class KeyReferenceTest {
  private static final Path EXAMPLES = Path.of("config-examples");

  private record Example(String file, String text) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            "ticker.ini",
            SampleIni.ticker("The ticker beside the root, on the old server.", ticker())),
        node(
            "The root: the database that the application writes to.",
            node("root", "host=old-server")),
        node(
            "A branch: a copy on the new server, from which others can be fed.",
            node("branch", "host=new-server", "host=old-server dbname=shop")),
        node(
            "A leaf: a copy at the end of the line.",
            node("leaf", "host=report-server", "host=new-server dbname=shop")));
  }

  private static Example node(String purpose, Map<String, String> values) {
    return new Example(values.get("node_name") + ".ini", SampleIni.node(purpose, values));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesHoldEveryKey(Example example) throws IOException {
    assertUpToDate(EXAMPLES.resolve(example.file()), example.text());

    List<KeyGroup> groups =
        example.file().equals("ticker.ini") ? TickerKeys.GROUPS : NodeKeys.GROUPS;
    assertThat(groups)
        .flatExtracting(KeyGroup::keys)
        .allSatisfy(
            key -> assertThat(example.text()).containsPattern("(?m)^#?" + key.name() + " ="));
  }

  @Test
  void theExamplesCanBeRead() {
    TickerConfiguration ticker = TickerConfiguration.load(EXAMPLES.resolve("ticker.ini"), Map.of());
    NodeConfiguration branch = NodeConfiguration.load(EXAMPLES.resolve("branch.ini"), Map.of());

    assertThat(ticker.baseConnectString()).isEqualTo("host=old-server");
    for (String name : List.of("root", "branch", "leaf")) {
      NodeConfiguration node = NodeConfiguration.load(EXAMPLES.resolve(name + ".ini"), Map.of());
      assertThat(node.queueName()).isEqualTo("shop_queue");
      assertThat(node.jobName()).isEqualTo("shop_" + name);
      assertThat(node.warnings()).isEmpty();
    }
    assertThat(branch.creation().providerLocation()).contains("host=old-server dbname=shop");
  }

  @Test
  void aSampleWithEveryRemarkTakenAwaySaysTheDefaults(@TempDir Path directory) throws IOException {
    Path plain = directory.resolve("plain.ini");
    Path spoken = directory.resolve("spoken.ini");
    Map<String, String> least = Map.of("db", "dbname=x", "queue_name", "q");
    String text = SampleIni.node("Least.", least);
    Files.writeString(plain, text);
    Files.writeString(spoken, text.replaceAll("(?m)^#(\\w+ =)", "$1"));

    NodeConfiguration silent = NodeConfiguration.load(plain, Map.of("job_name", "x"));
    NodeConfiguration loud = NodeConfiguration.load(spoken, Map.of("job_name", "x"));

    assertThat(loud).usingRecursiveComparison().ignoringFields("file").isEqualTo(silent);
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    assertUpToDate(Path.of("docs", "reference", "configuration.md"), KeyReference.text());
  }

  @Test
  void noKeyIsListedTwice() {
    for (List<KeyGroup> groups : List.of(NodeKeys.GROUPS, TickerKeys.GROUPS)) {
      List<String> names =
          groups.stream().flatMap(group -> group.keys().stream()).map(Key::name).toList();
      assertThat(names).hasSameSizeAs(new TreeSet<>(names));
    }
  }

  private static Map<String, String> ticker() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("base_connstr", "host=old-server");
    values.put("database_list", "shop");
    values.put("logfile", "log/ticker.log");
    values.put("pidfile", "pid/ticker.pid");
    return values;
  }

  private static Map<String, String> node(String name, String server) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("db", server + " dbname=shop");
    values.put("queue_name", "shop_queue");
    values.put("job_name", "shop_" + name);
    values.put("node_name", name);
    values.put("public_node_location", server + " dbname=shop");
    values.put("logfile", "log/%(job_name)s.log");
    values.put("pidfile", "pid/%(job_name)s.pid");
    return values;
  }

  private static Map<String, String> node(String name, String server, String provider) {
    Map<String, String> values = node(name, server);
    values.put("initial_provider_location", provider);
    values.put("parallel_copies", "4");
    return values;
  }

  private static void assertUpToDate(Path file, String text) throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(file).as("run the tests with -Ddocs.update=true").hasContent(text);
  }
}
