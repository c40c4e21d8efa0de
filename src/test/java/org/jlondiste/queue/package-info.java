/** Tests of the room queue. */
@NullMarked
package org.jlondiste.queue;

import org.jspecify.annotations.NullMarked;
