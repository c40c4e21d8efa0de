package org.jlondiste.config;

/** Whose rules an INI file follows. */
enum IniDialect {
  /**
   * Sections of no interest, a section {@code [DEFAULT]}, values that go on in indented lines, and
   * expansions such as {@code %(job_name)s}.
   */
  LONDISTE,
  /** {@code %include FILE}; values as they stand. */
  PGQD
}
