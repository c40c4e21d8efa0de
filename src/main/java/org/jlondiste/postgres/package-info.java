/**
 * The only room that knows JDBC: sessions, transactions, SQL files, quoting, catalog, COPY streams,
 * translation of SQLSTATE.
 */
@NullMarked
package org.jlondiste.postgres;

import org.jspecify.annotations.NullMarked;
