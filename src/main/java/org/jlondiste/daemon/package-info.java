/**
 * Background life: pid file, signals, reload, graceful stop. Knows processes, and nothing of
 * replication.
 */
@NullMarked
package org.jlondiste.daemon;

import org.jspecify.annotations.NullMarked;
