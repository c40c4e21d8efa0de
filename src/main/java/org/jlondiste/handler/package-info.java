/**
 * What a table's handler does on this node: which rows and columns come here, where they go, and
 * what becomes of each change. The same handler serves copy, events and compare.
 */
@NullMarked
package org.jlondiste.handler;

import org.jspecify.annotations.NullMarked;
