/** Tests of the building itself. */
@NullMarked
package org.jlondiste;

import org.jspecify.annotations.NullMarked;
