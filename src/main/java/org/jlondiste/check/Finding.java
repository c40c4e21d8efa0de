package org.jlondiste.check;

/**
 * Something that was found.
 *
 * @param rule a short name that does not change, for programs
 * @param side the database that it is about, or where it is to be mended
 * @param object what it is about, as people write it
 * @param problem what it is and means
 * @param advice what to do, in words; may be empty
 * @param sql what to do, as a statement to run there; may be empty
 */
public record Finding(
    Severity severity,
    Topic topic,
    String rule,
    Side side,
    String object,
    String problem,
    String advice,
    String sql) {}
