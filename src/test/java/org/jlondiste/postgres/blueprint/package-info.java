/** Tests of building tables and sequences across versions. */
@NullMarked
package org.jlondiste.postgres.blueprint;

import org.jspecify.annotations.NullMarked;
