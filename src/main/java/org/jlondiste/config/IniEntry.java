package org.jlondiste.config;

/**
 * A key with its value as written.
 *
 * @param name in lower case
 * @param value before expansion
 */
record IniEntry(String name, String value, Place place) {}
