/** Tests of the room {@code apply}. */
@NullMarked
package org.jlondiste.apply;

import org.jspecify.annotations.NullMarked;
