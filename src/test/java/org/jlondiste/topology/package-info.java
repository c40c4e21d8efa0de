/** Tests of the room topology. */
@NullMarked
package org.jlondiste.topology;

import org.jspecify.annotations.NullMarked;
