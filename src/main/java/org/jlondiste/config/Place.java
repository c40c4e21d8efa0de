package org.jlondiste.config;

import java.nio.file.Path;

/**
 * Where something is written.
 *
 * @param source the file as typed, or the option that stands in for it
 * @param line counted from 1; 0 where there are no lines
 */
record Place(String source, int line) {
  /** The words of the command line that override an INI file. */
  static final Place OVERRIDE = new Place("--set", 0);

  static Place of(Path file, int line) {
    return new Place(file.toString(), line);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ", line " + line;
  }
}
