/**
 * What is recorded about nodes, tables, sequences and their states, and the guarded updates that
 * change it; nothing here waits or decides.
 */
@NullMarked
package org.jlondiste.topology;

import org.jspecify.annotations.NullMarked;
