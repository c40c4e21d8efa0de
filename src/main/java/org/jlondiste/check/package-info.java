/**
 * What stands between two databases and their replication, found by reading their catalogs before
 * anything is touched.
 */
@NullMarked
package org.jlondiste.check;

import org.jspecify.annotations.NullMarked;
