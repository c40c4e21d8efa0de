package org.jlondiste.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what the distribution shares with the system: manual pages, and scripts for shells. */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * Writes the files, for the build.
   *
   * @param arguments the folder, and the program's version
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), arguments[1]);
  }

  static void write(Path folder, String version) throws IOException {
    for (Map.Entry<String, String> file : all(version).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
  }

  /** The files' texts by their paths. */
  private static Map<String, String> all(String version) {
    Map<String, String> files = new LinkedHashMap<>();
    new ManualPages(version).all().forEach((name, text) -> files.put("man/man1/" + name, text));
    String bash = "bash-completion/completions/";
    files.put(bash + "jlondiste", BashCompletion.script());
    files.put(bash + "londiste", BashCompletion.reference());
    files.put(bash + "londiste3", BashCompletion.reference());
    files.put(bash + "pgqd", BashCompletion.pgqdScript());
    files.put("zsh/site-functions/_jlondiste", ZshCompletion.script());
    for (String program : new String[] {"jlondiste", "londiste", "londiste3", "pgqd"}) {
      files.put("fish/vendor_completions.d/" + program + ".fish", FishCompletion.script(program));
    }
    return files;
  }
}
