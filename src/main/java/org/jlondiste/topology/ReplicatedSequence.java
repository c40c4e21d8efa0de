package org.jlondiste.topology;

import org.jlondiste.model.TableName;

/**
 * A sequence of a set, as one node has it.
 *
 * @param local this node replicates it
 * @param lastValue what the root published last; ahead of the root's sequence
 */
public record ReplicatedSequence(TableName name, boolean local, long lastValue) {}
