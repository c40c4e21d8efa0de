package org.jlondiste.config;

/**
 * A key that may stand in a section of an INI file.
 *
 * @param alias an older name, which wins where both are given; empty if there is none
 * @param kind what its value is
 * @param fallback the value, as it would be written, of a key that is not there
 * @param standing whether the key must be there, and whether it has an effect
 * @param origin who brought it up
 * @param meaning one sentence for the reference and the sample files
 */
record Key<T>(
    String name,
    String alias,
    Kind<T> kind,
    String fallback,
    Standing standing,
    Origin origin,
    String meaning) {

  Key {
    if (!meaning.endsWith(".")) {
      throw new IllegalArgumentException(name + ": the meaning is no sentence");
    }
  }

  /** Whether a key must be there, and whether it has an effect. */
  enum Standing {
    REQUIRED,
    USED,
    /** Accepted because files of the original have it; without effect here. */
    IGNORED
  }

  /** Who brought a key up. */
  enum Origin {
    LONDISTE,
    OURS
  }
}
