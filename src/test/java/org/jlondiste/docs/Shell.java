package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell that finds the tool as {@code jlondiste}, for what pages tell to type.
 *
 * @param directory in which it works; its programs lie in {@code bin} below
 */
record Shell(Path directory) {

  static Shell in(Path directory) throws IOException {
    Files.createDirectory(directory.resolve("bin"));
    Shell shell = new Shell(directory);
    shell.program("jlondiste", launcher());
    return shell;
  }

  /** Puts another program into its path. */
  Shell program(String name, String command) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\nexec " + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return this;
  }

  /**
   * Runs commands, which must end with 0.
   *
   * @return what they and the shell said
   */
  String run(String commands, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "shell", ".out");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-x", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().keySet().removeIf(name -> name.startsWith("PG"));
    shell.environment().putAll(environment);
    shell
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (path, first) -> first + ":" + path);
    Process process = shell.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    assertThat(ended).as("ended in time: %s", said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** The Java of this test with its class path. */
  static String java() {
    return "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp '%s'"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"));
  }

  private static String launcher() {
    String home = System.getProperty("jlondiste.home", "");
    return (home.isEmpty()
            ? java() + " -Djlondiste.program=jlondiste org.jlondiste.cli.Main"
            : "'" + home + "/bin/jlondiste'")
        + " \"$@\"";
  }
}
