package org.jlondiste.cli;

/** The version of the program, and of the SQL interfaces it speaks. */
final class Version {
  private Version() {}

  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** As pgqd answers. */
  static String asPgqd() {
    return "pgqd version 3.5 (jlondiste " + number() + ")";
  }

  static String text() {
    return "jlondiste " + number() + " (Londiste 3.8, PgQ 3.5)";
  }
}
