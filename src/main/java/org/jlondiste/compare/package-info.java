/**
 * Finds where two nodes differ, as of one and the same tick, without keeping anybody from writing.
 */
@NullMarked
package org.jlondiste.compare;

import org.jspecify.annotations.NullMarked;
