package org.jlondiste.config;

/** Least weight of what is logged. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARNING,
  ERROR
}
