/** Tests of comparing: first on tables of two databases, then on nodes. */
@NullMarked
package org.jlondiste.compare;

import org.jspecify.annotations.NullMarked;
