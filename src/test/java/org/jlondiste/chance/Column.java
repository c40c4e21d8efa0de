package org.jlondiste.chance;

import java.util.Random;
import java.util.Set;

/**
 * A column of a made-up table.
 *
 * @param name quoted
 * @param generated what the server computes it from, or an empty text
 */
record Column(String name, Kind kind, boolean notNull, String generated) {
  private static final String[] NAMES = {
    "a",
    "b",
    "\"we ird\"",
    "\"Ünï\"",
    "\"select\"",
    "\"q\"\"uote\"",
    "\"it's\"",
    "r",
    "new_rows",
    "old_rows",
    "\"jlondiste row\"",
    "\"other row\"",
    "v_wal",
    "tg_op",
    "\"{x,y}\"",
    "\"%s\"",
    "\"dollar$$dollar\"",
    "\"back\\slash\"",
    "\"a_name_of_the_greatest_length_that_an_identifier_can_have_here_63\"",
    "id",
    "\"new\"",
    "\"ID\""
  };

  /** Names that triggers of old servers take for their own variables. */
  private static final Set<String> VARIABLES = Set.of("tg_op", "\"new\"");

  /** A name that is not taken yet. */
  static String name(Random random, double source, Set<String> taken) {
    String name;
    do {
      name = NAMES[random.nextInt(NAMES.length)];
    } while ((source < 9 && VARIABLES.contains(name)) || !taken.add(name));
    return name;
  }

  String definition() {
    return name
        + " "
        + kind.type()
        + (notNull ? " not null" : "")
        + (generated.isEmpty() ? "" : " " + generated);
  }

  /** The same column with numbers of its own, of another kind of its own, or without. */
  Column withIdentity(String identity) {
    return generated.endsWith("identity") ? new Column(name, kind, notNull, identity) : this;
  }

  boolean isWritten() {
    return generated.isEmpty();
  }

  String value(Random random) {
    return notNull ? kind.value(random) : kind.valueOrNull(random);
  }
}
