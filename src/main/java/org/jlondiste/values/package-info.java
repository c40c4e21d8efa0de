/**
 * Values that are hard to carry, and the trial that sends them on the real way between two
 * databases and compares bit by bit what arrives.
 */
@NullMarked
package org.jlondiste.values;

import org.jspecify.annotations.NullMarked;
