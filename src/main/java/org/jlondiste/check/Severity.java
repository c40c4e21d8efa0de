package org.jlondiste.check;

/** How much a finding matters, the least first. */
public enum Severity {
  /** Good to know. */
  INFO,
  /** Replication works, but something will be slow, or missing at the switch. */
  WARNING,
  /** A command would refuse, or a table would stop. */
  BLOCKER
}
