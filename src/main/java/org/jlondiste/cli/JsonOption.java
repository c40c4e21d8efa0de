package org.jlondiste.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for commands whose answer can be read by programs. */
final class JsonOption implements PlainWords {
  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Override
  public boolean take(String word) {
    json |= word.equals("--json");
    return word.equals("--json");
  }

  boolean json() {
    return json;
  }
}
