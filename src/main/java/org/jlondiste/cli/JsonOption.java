package org.jlondiste.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for commands whose answer can be read by programs. */
final class JsonOption {
  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  boolean json() {
    return json;
  }
}
