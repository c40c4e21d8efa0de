/** Tests of the way to a database. */
@NullMarked
package org.jlondiste.postgres;

import org.jspecify.annotations.NullMarked;
