/** Makes tables of a target what those of the source are, and writes down how. */
@NullMarked
package org.jlondiste.repair;

import org.jspecify.annotations.NullMarked;
