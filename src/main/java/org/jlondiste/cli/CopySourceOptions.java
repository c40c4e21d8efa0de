package org.jlondiste.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where tables are copied, if not from the provider. */
final class CopySourceOptions {
  @Option(
      names = "--copy-node",
      paramLabel = "NODE",
      description = "Copy from this node instead of the provider.")
  private @Nullable String node;

  @Option(
      names = "--find-copy-node",
      description = "Copy from the first node towards the root that has the table.")
  private boolean find;

  Optional<String> node() {
    return Optional.ofNullable(node);
  }

  boolean find() {
    return find;
  }
}
