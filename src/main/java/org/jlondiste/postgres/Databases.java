package org.jlondiste.postgres;

/** Opens sessions from connect strings, as operators write them and as nodes store them. */
@FunctionalInterface
public interface Databases {
  /**
   * Connects.
   *
   * @param connectString a libpq connection string or URI
   * @param purpose shown as {@code application_name}
   */
  Session open(String connectString, String purpose);
}
