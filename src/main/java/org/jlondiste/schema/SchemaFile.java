package org.jlondiste.schema;

import java.util.Optional;

/**
 * A file of statements that make one object.
 *
 * @param path relative to the room's resources
 * @param text the statements
 */
record SchemaFile(String path, String text) {
  private static final String CREATES = "-- creates: ";

  /**
   * The schema, table or sequence that the file makes, if it makes one: such a file is run once.
   */
  Optional<String> creates() {
    return text.lines()
        .filter(line -> line.startsWith(CREATES))
        .map(line -> line.substring(CREATES.length()).strip())
        .findFirst();
  }
}
