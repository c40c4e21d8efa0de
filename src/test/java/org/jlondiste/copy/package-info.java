/** How tables are copied, tried on real servers. */
@NullMarked
package org.jlondiste.copy;

import org.jspecify.annotations.NullMarked;
