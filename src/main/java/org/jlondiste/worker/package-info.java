/**
 * What runs in the background: one step of replication and the loop around it, the ticker and the
 * upkeep of queues. A step either happens wholly or not at all, whatever dies.
 */
@NullMarked
package org.jlondiste.worker;

import org.jspecify.annotations.NullMarked;
