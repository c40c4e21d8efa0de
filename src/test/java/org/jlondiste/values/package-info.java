/** Tests of the room values. */
@NullMarked
package org.jlondiste.values;

import org.jspecify.annotations.NullMarked;
