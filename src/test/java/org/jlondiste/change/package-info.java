/** Tests of the room {@code change}. */
@NullMarked
package org.jlondiste.change;

import org.jspecify.annotations.NullMarked;
