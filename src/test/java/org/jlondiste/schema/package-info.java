/** The objects that are installed, tried on real servers. */
@NullMarked
package org.jlondiste.schema;

import org.jspecify.annotations.NullMarked;
