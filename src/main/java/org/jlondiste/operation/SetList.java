package org.jlondiste.operation;

import java.util.Map;
import java.util.TreeMap;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ReplicatedSequence;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a node's list of what is in the set to what its provider knows. The worker does the same
 * event by event; this is for commands that cannot wait for it.
 */
final class SetList {
  private static final Logger LOG = LoggerFactory.getLogger(SetList.class);

  private final Session local;
  private final Session provider;
  private final String queue;
  private final RegistrationFilter filter;

  SetList(Session local, Session provider, String queue, RegistrationFilter filter) {
    this.local = local;
    this.provider = provider;
    this.queue = queue;
    this.filter = filter;
  }

  /** Adds tables that the provider knows and this node does not, and takes off those gone. */
  void alignTables() {
    Tables here = new Tables(local, queue);
    Map<TableName, ReplicatedTable> gone = new TreeMap<>();
    here.list().forEach(table -> gone.put(table.name(), table));
    for (ReplicatedTable table : new Tables(provider, queue).list()) {
      if (gone.remove(table.name()) == null && filter.tables().test(table.name())) {
        LOG.info("Table {} info missing from subscriber, adding", table.name());
        here.addToSet(table.name());
      }
    }
    for (TableName table : gone.keySet()) {
      LOG.info("Table {} gone but exists on subscriber, removing", table);
      here.removeFromSet(table);
    }
  }

  /** Adds sequences that the provider knows, with their published values; takes off those gone. */
  void alignSequences() {
    Sequences here = new Sequences(local, queue);
    Map<TableName, ReplicatedSequence> gone = new TreeMap<>();
    here.list().forEach(sequence -> gone.put(sequence.name(), sequence));
    for (ReplicatedSequence sequence : new Sequences(provider, queue).list()) {
      if (gone.remove(sequence.name()) == null && filter.sequences().test(sequence.name())) {
        LOG.info("Sequence {} info missing from subscriber, adding", sequence.name());
        here.update(sequence.name(), sequence.lastValue());
      }
    }
    for (TableName sequence : gone.keySet()) {
      LOG.info("Sequence {} gone but exists on subscriber, removing", sequence);
      here.removeFromSet(sequence);
    }
  }
}
