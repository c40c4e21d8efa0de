package org.jlondiste.topology;

import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;

/**
 * A table of a set, as one node has it.
 *
 * @param name in the whole set
 * @param local this node replicates it
 * @param state how far its copy is; counts only if it is local
 * @param customSnapshot the transactions whose changes the copy holds already, as a {@code
 *     txid_snapshot}; none when that no longer matters
 * @param attributes handler, copy_node, skip_truncate, …
 * @param destination its name on this node
 * @param droppedDdl what must be run again when the copy is done
 */
public record ReplicatedTable(
    TableName name,
    boolean local,
    TableState state,
    Optional<String> customSnapshot,
    Map<String, String> attributes,
    TableName destination,
    Optional<String> droppedDdl) {

  public ReplicatedTable {
    attributes = Attributes.copyOf(attributes);
  }

  /** True if the table is replicated here and has all rows. */
  public boolean isInSync() {
    return local && state.phase() == TableState.Phase.OK;
  }
}
