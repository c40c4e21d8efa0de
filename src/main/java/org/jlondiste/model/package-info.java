/**
 * The names of the domain: records, sealed types and enums, with their text forms. Imports no other
 * room.
 */
@NullMarked
package org.jlondiste.model;

import org.jspecify.annotations.NullMarked;
