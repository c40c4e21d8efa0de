/**
 * Turns changes of rows into statements on the target, inside a transaction it is given; what
 * cannot be true of the target is refused and named.
 */
@NullMarked
package org.jlondiste.apply;

import org.jspecify.annotations.NullMarked;
