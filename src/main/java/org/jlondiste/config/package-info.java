/**
 * INI files and libpq connection strings become immutable records here; whatever is wrong in them
 * is refused with file, line and key, and no password is ever shown.
 */
@NullMarked
package org.jlondiste.config;

import org.jspecify.annotations.NullMarked;
