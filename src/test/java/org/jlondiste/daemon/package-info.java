/** Tests of background life. */
@NullMarked
package org.jlondiste.daemon;

import org.jspecify.annotations.NullMarked;
