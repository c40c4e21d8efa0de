/** Tests of INI files and connection strings. */
@NullMarked
package org.jlondiste.config;

import org.jspecify.annotations.NullMarked;
