/** Proves what the worker's parts do alone; stories of whole workers are in {@code scenario}. */
@NullMarked
package org.jlondiste.worker;

import org.jspecify.annotations.NullMarked;
