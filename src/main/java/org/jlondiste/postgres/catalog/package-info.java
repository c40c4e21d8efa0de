/** What the system catalogs of any server version say about relations, their columns and keys. */
@NullMarked
package org.jlondiste.postgres.catalog;

import org.jspecify.annotations.NullMarked;
