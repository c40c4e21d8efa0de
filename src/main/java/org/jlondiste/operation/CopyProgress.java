package org.jlondiste.operation;

import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;

/**
 * How far the copy of one table is.
 *
 * @param rows copied so far
 * @param expectedRows the source's own estimate; 0 if it has none
 * @param bytes copied so far
 */
public record CopyProgress(
    TableName table, TableState state, long rows, long expectedRows, long bytes) {}
