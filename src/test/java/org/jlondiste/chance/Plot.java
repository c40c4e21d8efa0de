package org.jlondiste.chance;

/**
 * From which a story follows.
 *
 * @param length how much happens: about so many statements
 */
record Plot(long seed, int length) {}
