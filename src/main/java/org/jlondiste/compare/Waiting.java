package org.jlondiste.compare;

import org.jlondiste.model.TickId;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;

/** What to do while a worker is not yet where it is expected. */
@FunctionalInterface
public interface Waiting {
  /**
   * Lets a moment pass.
   *
   * @param tick where the worker is expected
   * @param state where it is
   * @throws org.jlondiste.error.UserError if there is no use in waiting any longer
   */
  void pause(NodeInfo node, TickId tick, ConsumerState state);
}
