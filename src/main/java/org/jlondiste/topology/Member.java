package org.jlondiste.topology;

/**
 * A member of a set as another node knows it.
 *
 * @param location its public connect string, without a password
 * @param dead it was declared out of reach for good
 */
public record Member(String name, String location, boolean dead) {}
