package org.jlondiste.copy;

/**
 * How fast rows are read.
 *
 * @param bytesPerSecond by all copies of the process together; 0 for no limit
 * @param restraint how far the provider is spared
 */
record Pace(long bytesPerSecond, Restraint restraint) {
  /** As fast as it goes. */
  static Pace free() {
    return new Pace(0, new Restraint());
  }
}
