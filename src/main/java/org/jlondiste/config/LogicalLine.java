package org.jlondiste.config;

import java.util.List;

/**
 * A line of an INI file that says something, with the indented lines that go on with its value.
 *
 * @param place where it begins
 * @param head its first line without surrounding blanks
 * @param more the lines that go on with its value, without surrounding blanks
 */
record LogicalLine(Place place, String head, List<String> more) {}
