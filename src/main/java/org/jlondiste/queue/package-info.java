/**
 * The event queue as its readers see it. Guarantee: a batch is what became visible between two
 * ticks, whatever else was going on, and is handed out again until it is finished.
 */
@NullMarked
package org.jlondiste.queue;

import org.jspecify.annotations.NullMarked;
