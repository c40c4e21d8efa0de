package org.jlondiste.check;

import java.util.Locale;

/** What is looked at, in the order of a report. */
public enum Topic {
  SERVERS,
  RIGHTS,
  SETTINGS,
  SESSIONS,
  SCHEMAS,
  ROLES,
  EXTENSIONS,
  TYPES,
  TABLES,
  KEYS,
  COLUMNS,
  TEXT,
  CONSTRAINTS,
  INDEXES,
  TRIGGERS,
  PARTITIONS,
  SEQUENCES,
  PROGRAMS,
  OTHER_REPLICATION,
  NOT_REPLICATED,
  CAPTURE,
  SIZE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
