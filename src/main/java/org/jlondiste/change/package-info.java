/** What happened to a row: decoders of the event formats, and their coalescing to a net effect. */
@NullMarked
package org.jlondiste.change;

import org.jspecify.annotations.NullMarked;
