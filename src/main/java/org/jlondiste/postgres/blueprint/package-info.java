/**
 * Builds a table or sequence on one server as it is on another, across versions: what the target
 * cannot have is put in the nearest form that it can, or named as left out.
 */
@NullMarked
package org.jlondiste.postgres.blueprint;

import org.jspecify.annotations.NullMarked;
