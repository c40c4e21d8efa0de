package org.jlondiste.error;

/** An INI file or a connection string is wrong; the problem names file, line and key. */
public final class ConfigurationError extends UserError {
  private static final long serialVersionUID = 1L;

  public ConfigurationError(String problem, String hint) {
    super(ExitCode.CONFIGURATION, problem, hint);
  }
}
