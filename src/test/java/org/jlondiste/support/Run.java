package org.jlondiste.support;

import org.jlondiste.error.ExitCode;

/**
 * A command that has ended.
 *
 * @param command as one would type it
 * @param exitCode its process exit status
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record Run(String command, int exitCode, String out, String err) {
  /** Fails, showing all it said, unless it ended like this. */
  public Run exitsWith(ExitCode expected) {
    if (exitCode != expected.value()) {
      throw new AssertionError(
          "expected exit " + expected.value() + " (" + expected + ") of " + this);
    }
    return this;
  }

  /** Fails unless stdout or stderr contains this text. */
  public Run saying(String text) {
    if (!out.contains(text) && !err.contains(text)) {
      throw new AssertionError("expected \"" + text + "\" of " + this);
    }
    return this;
  }

  /** Fails if stdout or stderr contains this text. */
  public Run notSaying(String text) {
    if (out.contains(text) || err.contains(text)) {
      throw new AssertionError("expected no \"" + text + "\" of " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "'" + command + "': exit " + exitCode + "\n--- stdout\n" + out + "--- stderr\n" + err;
  }
}
