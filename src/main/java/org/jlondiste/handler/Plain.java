package org.jlondiste.handler;

import java.util.Map;

/** Every row as it is. */
final class Plain implements TableHandler {
  private final boolean ignoresTruncate;

  Plain(Map<String, String> arguments) {
    this.ignoresTruncate = Switches.isOn(arguments, "ignore_truncate");
  }

  @Override
  public boolean ignoresTruncate() {
    return ignoresTruncate;
  }
}
