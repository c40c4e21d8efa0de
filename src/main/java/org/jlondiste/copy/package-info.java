/**
 * Copies one table, catches up, hands over. Guarantee: whenever it is broken off and begun again,
 * in the end the table holds the rows of the source as of one tick, each once.
 */
@NullMarked
package org.jlondiste.copy;

import org.jspecify.annotations.NullMarked;
